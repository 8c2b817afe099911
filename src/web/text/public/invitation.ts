import type { Hours, Reply } from "../../../applications/index.ts";
import { formatDate, formatTime, grouped } from "../format.ts";

/** Reasons for not coming, in the words of the person who gives them. */
export const NOT_COMING: Record<string, string> = {
  foundOther: "找到别的工作了",
  far: "太远了",
  pay: "工资不合适",
  time: "这段时间都去不了",
  other: "别的原因",
};

/** Texts about an invitation on the page of the invited person. */
export const INVITATION = {
  over: "约的时间已经过了。没去成可以换个时间，或者给企业打电话。",
  come: "我会去",
  otherTimes: "换个时间",
  notCome: "不去了",
  timesLead: "选一到三个您方便的时间，企业选一个定下来。",
  times: "您方便的时间",
  nth: (n: number) => `第 ${n} 个时间`,
  day: (n: number) => `第 ${n} 个时间：哪天`,
  time: (n: number) => `第 ${n} 个时间：几点`,
  noDay: "哪天",
  noTime: "几点",
  sendTimes: "发给企业",
  reason: "为什么不去",
  noReason: "不想说",
  notComeHint: "应聘还在，企业可能再约您。不想应聘这个岗位了，请点下面的“收回应聘”。",
  sendNotCome: "告诉企业不去了",
  said: "您已答复",
  change: "改主意了？再点一次就行，以最后一次为准。",
  reply: (reply: Reply): string => {
    if (reply.kind === "come") return "会去";
    if (reply.kind === "notCome")
      return reply.reason ? `不去了（${NOT_COMING[reply.reason] ?? reply.reason}）` : "不去了";
    return `想换个时间：${reply.times.map(formatTime).join("，或 ")}`;
  },
  calendar: "加到日历",
  calendarTitle: (title: string, employer: string) => `面谈：${title}（${employer}）`,
  delivery: {
    waiting: "答复正在送往企业所在的城市。约的时间快到了，请直接打电话。",
    done: "答复已经送到。",
    refused: "答复没有送到企业。请打电话告诉企业。",
    expired: "答复没有送到企业。请打电话告诉企业。",
  } as Record<string, string>,
  deliveryOld: "企业那座城市的系统还收不到网上的答复。请打电话告诉企业。",
  done: {
    come: "已告诉企业：您会去",
    otherTimes: "已告诉企业：您想换个时间",
    notCome: "已告诉企业：您不去了",
  },
  next: {
    come: (when: string, where: string) => `${when}，${where}。当天去不了，请回来点“换个时间”或“不去了”。`,
    otherTimes: "企业会选一个时间，或者另约。定下来后有提醒，新的时间在“应聘进展”里看。",
    notCome: "企业可能再约您，会有提醒。不想应聘了，请在“应聘进展”里点“收回应聘”。",
  },
  back: "看应聘进展",
} as const;

/** Texts about phoning the employer. */
export const CALL = {
  heading: "打电话给企业",
  hours: (hours: string) => `企业写的接电话时间：${hours}`,
  /** Hours at which others were answered: 一般 9–11 点、15–16 点有人接. */
  reachable: (hours: readonly Hours[]) =>
    `一般 ${hours.map(({ from, until }) => `${from}–${until} 点`).join("、")}有人接（看别人打的结果）`,
  ask: "打完电话，请点一下：",
  reached: "已接通",
  missed: "没人接",
  done: { reached: "记下了：已接通", missed: "记下了：没人接" },
  next: {
    reached: "谢谢。大家几点打得通，我们会告诉后面的人。电话里说好的事，也请在“应聘进展”里点一下答复。",
    missed: "换个时间再打，或者在“应聘进展”里答复，企业看得到。",
  },
} as const;

/** Texts about a recorded start that the person denies. */
export const START = {
  ask: (date: string) => `企业记录您 ${formatDate(date)} 到岗了。对吗？`,
  deny: "我没有到岗",
  denyHint: "企业的记录和您的说法都会留着，工会工作人员看得到。在工会核实前，这次到岗不算数。",
  sendDeny: "确认：我没有到岗",
  denied: "您说没有到岗。企业的记录和您的说法都留着，工会工作人员看得到。",
  mistaken: "弄错了，我已到岗，确认",
  done: "已记下：您没有到岗",
  next: "企业会收到提醒。日期记错了，企业会重新记录，到时候请您再确认。有纠纷请拨打 12351。",
} as const;

/** Texts about postings that stand in for one that came to nothing. */
export const ALTERNATIVES = {
  heading: "附近同工种的岗位，还在招",
  other: "还在招的岗位",
} as const;

/** Texts of the page that asks before a consent ends. */
export const END_CONSENT = {
  title: "收回授权",
  heading: (receiver: string) => `收回给${receiver}的授权`,
  cardOnly: "收回后，企业马上看不到您的求职卡和电话。",
  withSent: (title: string) => `这份授权用在您对“${title}”的应聘上，企业还没答复。`,
  withInvited: (title: string) => `这份授权用在您对“${title}”的应聘上，企业已经邀请您。`,
  choose: "请选一样：",
  both: "授权和应聘都收回",
  bothHint: "企业看不到您的求职卡和电话，这次应聘也结束。",
  keep: "只收回授权，应聘留着",
  keepSentHint: "企业看不到您的求职卡和电话，也就答复不了。以后可以在“应聘进展”里点“重新给这家企业看”。",
  keepInvitedHint: "邀请还在，但企业看不到您的求职卡和电话。要去面谈的话，最好先不收回。",
  only: "收回授权",
  leave: "都不收回，返回",
  next: {
    both: "企业不能再看您的求职卡，应聘也一并收回了。企业在别的城市的，那边删完没有，看“删除进度”。",
    keep: "企业不能再看您的求职卡，应聘还留着。想让它再看，到“应聘进展”里点“重新给这家企业看”。",
  },
} as const;

/** Texts that the enterprise reads about the person's reply. */
export const REPLIED = {
  heading: "求职者的答复",
  none: "求职者还没答复这次邀请。",
  come: "求职者说：会来。",
  otherTimes: "求职者想换个时间。选一个就定下来，求职者会收到提醒：",
  timesOver: "求职者提的时间都过了，请另约或打电话。",
  take: (time: string) => `定在 ${formatTime(time)}`,
  notCome: (reason: string | undefined) =>
    reason ? `求职者说：不来了，${NOT_COMING[reason] ?? reason}。` : "求职者说：不来了。",
  /** Short, for a line of a list. */
  line: { come: "本人答复：会来", otherTimes: "本人想换个时间，请选", notCome: "本人答复：不来了" },
  again: "改时间或地点，重新约",
  sendAgain: "发出新的邀请",
  startDenied: "求职者说没有到岗。请打电话核实；日期记错了，请重新记录。",
  asCalendar: (time: string) => `求职者能把 ${formatTime(time)} 加到手机日历。`,
} as const;

/** Texts of the officer's list of starts that people deny. */
export const DENIED_STARTS = {
  title: "到岗有分歧",
  lead: "企业或工作人员记录了到岗，本人说没有到岗。核实前不算到岗。请打电话问企业；企业可以重新记录日期，本人可以确认。",
  empty: "没有分歧。企业记录了到岗、本人说没有到岗的，会出现在这里。",
  count: (n: number) => `${grouped(n)} 条到岗记录，本人说没有到岗`,
  recorded: "记录的到岗日期",
  denied: "本人说没有到岗",
  phone: "企业电话",
} as const;

/** Returns what stands behind a step of the history, in words. */
export function noteOfStep({ kind, note }: { kind: string; note: string | null }): string | null {
  if (note === null) return null;
  if (kind === "start") return formatDate(note);
  if (kind === "otherTimes") return note.split(",").map(formatTime).join("，或 ");
  return kind === "notCome" ? (NOT_COMING[note] ?? note) : note;
}
