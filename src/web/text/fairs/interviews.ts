import type { BoothInterviews, EntryView } from "../../../fairs/index.ts";
import type { Estimate } from "./booth-desk.ts";

/** Texts of a hall's queue screen. */
export const HALL = {
  screen: (n: number, of: number) => `第 ${n} 屏，共 ${of} 屏`,
  quiet: (booths: readonly string[]) => `现在没人排队，可以直接去：${booths.join(" ")}`,
  quietCount: (n: number) => `另有 ${n} 个展位现在没人排队，可以直接去`,
  title: "叫号屏",
  called: "请",
  numbers: (numbers: readonly number[]) => `${numbers.join("、")} 号`,
  serving: "面谈中",
  next: "下一位",
  behind: "后面",
  waiting: (n: number) => `${n} 人在等`,
  wait: (estimate: string) => `现在来排${estimate}`,
  empty: "这个会场还没有展位。",
  nobody: "现在没有人排队。",
  at: (time: string) => `${time} 的情况`,
  live: "本页自动更新",
  plain: "本页每 10 秒自动刷新一次",
  lost: "网络断了，正在重新连接。上面是断网前的情况",
  soundOn: "打开语音叫号",
  soundOff: "关掉语音叫号",
  soundFirst: "语音叫号已打开",
  say: (n: number, booth: string, enterprise: string) => `请${n}号，到${booth}展位，${enterprise}`,
} as const;

/** Texts about acts at a fair of another node. */
export const SENDING = {
  waiting: "正在送到主办的工会，一般几秒钟。网络不通时会一直试，这一页会自己更新。",
  sent: "已送出，主办的工会一办好，这一页就更新",
  refused: (why: string) => `刚才这一步没有办成：${why}`,
  expired: "网络不通，主办的工会没有及时收到",
  field: "这一项",
  unserved: "这场招聘会由别的城市办，合作协议没有开通线上排队和面谈。请到会场现场安排。",
} as const;

export const INTERVIEWS = {
  title: "面谈和排队",
  recruiter: (n: number) => `招聘人员 ${n}`,
  callNext: (n: number) => `招聘人员 ${n}：叫下一位`,
  called: (numbers: readonly number[]) => `请 ${numbers.map((n) => `${n} 号`).join("、")}`,
  nobody: "现在没有轮到的人。约好的人提前 3 分钟开始叫。",
  arrive: "来了",
  finish: "谈完了",
  noShow: "没来",
  cancel: "取消",
  moved: {
    cancel: "已取消。有账号的，系统会告诉本人",
    arrive: "已开始面谈",
    finish: "已谈完",
    noShow: "已过号，空出的时段重新安排",
  } as Record<string, string>,
  queue: (count: number) => `排队（${count}）`,
  order: "先叫的在前",
  byTime: "按时间先后",
  inHand: (n: number, state: string) => `${n} 号 ${state}`,
  queueEmpty: "现在没有人排队。",
  number: "号码",
  kind: "来路",
  state: "情况",
  wait: "预计",
  act: "处理",
  walkIn: "给到场的人取号",
  give: "取号",
  given: (n: number) => `已取号：${n} 号`,
  day: (count: number) => `约好的面谈（${count}）`,
  dayEmpty: "还没有约好的面谈。开放时段后，企业报名截止时统一排好，避免撞车。",
  time: "时间",
  person: "求职者",
  noName: (n: number | null) => `${n === null ? "" : `${n} 号 · `}没有本人授权，不显示称呼`,
  posting: "岗位",
  remote: "远程",
  group: "集体面谈",
  slots: "开放面谈时段",
  slotsHint: "按时长切成一段一段；一段多于 1 人就是集体面谈。",
  recruiterField: "招聘人员",
  date: "日期",
  from: "开始时间",
  to: "结束时间",
  minutes: "每段几分钟",
  capacity: "每段几人",
  open: "开放时段",
  opened: (n: number) => `已开放 ${n} 段`,
  slotLine: (all: number, taken: number) => `${all} 段，已约 ${taken} 人`,
  close: "撤掉没约的时段",
  closed: (n: number) => `已撤掉 ${n} 段`,
  meeting: "远程面谈",
  meetingUrl: "会议室网址",
  meetingHint: "别的会场的求职者从这里和您面谈；只给约好远程或叫到号的人看。不填就不开。",
  meetingSave: "保存",
  meetingSaved: "会议室已保存",
} as const;

export const QUEUE_KIND: Record<EntryView["kind"], string> = {
  booked: "已约",
  walkIn: "现场",
  remote: "远程",
};

export const QUEUE_STATUS: Record<EntryView["status"], string> = {
  waiting: "等候",
  called: "已叫号",
  serving: "面谈中",
};

export const INTERVIEW_STATUS: Record<BoothInterviews["interviews"][number]["status"], string> = {
  booked: "已约好",
  done: "已谈完",
  noShow: "没来",
  cancelled: "已取消",
};

/**
 * Formats an estimated waiting time as 约 10–20 分钟. It is marked as a guess until three talks at the booth
 * were measured.
 */
export function formatEstimate(estimate: Estimate | null): string {
  if (!estimate) return "";
  const { fromMin, toMin, measured } = estimate;
  const range = fromMin === 0 ? `${toMin} 分钟内` : `约 ${fromMin}–${toMin} 分钟`;
  return measured < 3 ? `${range}（粗估，还没有实测）` : range;
}

export const MY_FAIR = {
  title: "我的招聘会",
  back: "回到“我的”",
  online: "您线上参加：不用到场，只列出开了远程面谈的企业。",
  ticket: (reference: string) => `入场码 ${reference}`,
  noTicket: "您还没有这场招聘会的入场码。领了入场码，才能约面谈、排队。",
  waiting: "您的入场码还在候补，轮到您就能约面谈、排队。也可以改成线上参加。",
  takeTicket: "领入场码",
  toTicket: "看我的入场码",
  over: "招聘会已结束。",
  interviews: "我的面谈",
  noInterviews: "还没有排好的面谈。选好想谈的企业，企业报名截止后统一排时间，排好会提醒您。",
  wishState: {
    open: "还在排时间。企业报名截止后统一排，排好会提醒您。",
    noSlot:
      "没有排上时间：这家企业的面谈时段满了，或和您别的面谈撞了。有空出来会自动补排并提醒您；开场后也可以现场取号。",
  },
  refused: "没有办成的",
  refusedTurn: (enterprise: string) => `${enterprise} · 取号`,
  refusedWish: (enterprise: string, posting: string) => `${enterprise} · ${posting} · 约面谈`,
  refusedWhy: (why: string) => `主办的工会没有接受：${why}。可以以后再试，也可以去掉。`,
  refusedWhyFor: {
    turn: { INVALID_VALUE: "这家企业已经不在会上了", NO_ROOM: "这家企业没有开远程面谈" },
    wish: { INVALID_VALUE: "选的岗位里，有的已经不招了或不在会上了" },
  } as Record<"turn" | "wish", Record<string, string | undefined>>,
  againTurn: "再取一次号",
  againWish: "再选一次",
  drop: "去掉",
  dropped: "已去掉",
  wishOver: "没有排上面谈。招聘会已经结束，还可以在岗位页面直接应聘。",
  there: (venue: string, booth: string) => `${venue} ${booth} 展位`,
  remote: "远程面谈，不用去对方会场",
  enter: "进入会议室",
  queue: "我在排的队",
  number: (n: number) => `${n} 号`,
  due: (time: string) => `约在 ${time}`,
  called: "轮到您了，请马上过去。10 分钟不到算过号。",
  calledRemote: "轮到您了，请点下面的按钮进会议。10 分钟不进算过号。",
  leave: "不排了",
  left: "已退出排队",
  wishes: "想和谁面谈",
  wishesHint: "最多选三个岗位，一家企业选一个，第一个最优先。",
  wish: (n: number) => `第 ${n} 个`,
  nobody: "不选",
  save: "保存",
  saved: "想谈的企业已记下",
  savedNext: "企业报名截止后统一排时间，人不会同时在两处，走路的时间也留好；排好会提醒您。",
  join: "现在去排队",
  joinHint: "招聘会开始后可以取号；不在同一会场的，走远程面谈。",
  toPlan: "看展位图，点展位取号",
  joinWhere: "哪家企业",
  joinNone: "现在没有您能取号的企业：都不在您的会场，也没有开远程面谈。企业一开，这里就能选。",
  wishNone: "还没有企业开放您能参加的面谈时段。企业一开，这里就能选。",
  take: "取号",
  asked: "正在取号",
  askedNext: "号码由主办的工会给，一般几秒钟，到“我的招聘会”里看。叫到您时会提醒。",
  taken: (n: number) => `已取号：${n} 号`,
  takenNext: "叫到您时，大屏会显示号码，“我的”里也会提醒。",
  option: (enterprise: string, title: string, booth: string) => `${enterprise} · ${title}（${booth}）`,
} as const;
