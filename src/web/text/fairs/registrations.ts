import type { RegistrationView } from "../../../fairs/index.ts";

/** Texts of fairs for enterprises. */
export const ENTERPRISE_FAIRS = {
  title: "招聘会",
  heading: "招聘会",
  mine: "我们报了名的",
  open: "现在可以报名的",
  noneOpen: "眼下没有开放报名的招聘会。有新的，归口工会会通知。",
  noneMine: "还没有报名。协议里各城市的招聘会都可以参加。",
  register: "报名参会",
  elsewhere: (host: string) => `这场招聘会由${host}办，现在不收外地在网上报名。想参加，请给${host}打电话。`,
  sendingNext: "报名正在送往主办城市。归口工会先推荐，主办方再安排展位。结果会在这里和“我的”里告诉您。",
  opensLater: (when: string) => `企业报名 ${when} 开始。`,
  closed: (when: string) => `企业报名已在 ${when} 截止。`,
  postings: "带哪些岗位去",
  postingsHint: "只能带已经发布、没过期的岗位。",
  suspended: "企业核验被暂停，展位已让出。核验恢复后，在报名截止前可以重新报名。",
  unverified: "企业还没核验，核验后就能报名。可以先写好岗位。",
  noPostings: "还没有已发布的岗位，先去发布岗位再来报名。",
  toPostings: "去发布岗位",
  wishes: "想去哪个会场",
  wishesHint: "按先后满足；不选就由主办方安排。",
  wishNames: ["第一志愿", "第二志愿", "第三志愿"],
  noWish: "不选",
  wishNote: "对展位的要求",
  wishNoteHint: "例如：要接电、要靠门口。",
  recruiters: "去几个人",
  contactName: "联系人",
  contactPhone: "联系电话",
  invitation: "邀请码",
  invitationHint: "协议以外城市的企业才要填：城市工会给您的邀请码。",
  submit: "提交报名",
  edit: "改报名内容",
  editHint: "改了不用重新排队。已经安排的展位不变。",
  save: "保存",
  edited: "报名内容已保存",
  resubmit: "改好，重新提交",
  done: "报名已提交",
  doneNext: "归口工会先推荐，主办方再安排展位。结果会在这里和“我的”里告诉您。",
  reason: (text: string) => `原因：${text}`,
  place: (n: number) => `候补第 ${n} 位，有展位空出来会按先后通知。`,
  placeQuota: (n: number, city: string) =>
    `候补第 ${n} 位。会场还有展位，但${city}的展位名额用完了；名额空出来会按先后通知。`,
  offered: (booth: string, deadline: string) =>
    `有展位空出来了：${booth}。请在 ${deadline}答复，过时就让给下一家。`,
  accept: "要这个展位",
  decline: "不要了",
  accepted: "展位归您了",
  declined: "已放弃，展位让给下一家",
  answered: "请提前半小时到场布展。",
  desk: "展位工作台",
  interviews: "面谈安排",
  withdraw: "撤回报名",
  withdrawHint: "撤回后展位会让给候补企业。",
  withdrawHintNoBooth: "撤回后就不再给您安排展位。",
  withdrawn: "报名已撤回",
  withdrawnNext: "报名截止前还可以再报。",
  back: "回到招聘会",
  bring: "带去的岗位",
  expired: "（已过期或关闭，现场不再展示）",
} as const;

/** Acts on a registration that are sent to the node of the fair's home, by the type of the command. */
export const REGISTRATION_STEP: Record<string, string> = {
  register: "报名",
  edit: "修改",
  recommend: "推荐",
  return: "退回",
  answerOffer: "答复",
  withdrawRegistration: "撤回",
};

/** Sentences about the way of an act to the home of a fair of another node. */
export const REGISTRATION_DELIVERY = {
  sending: "正在送达",
  waiting: (step: string, host: string) =>
    `正在送达：${step}正在送往${host}。不用再做一次，送到后这里会写“已送达”。`,
  done: (step: string, host: string) => `已送达：${host}已经收到${step}。`,
  late: (host: string) => `已经过了一天还没送到。我们会一直再送，您也可以先给${host}打电话。`,
  refused: (step: string, host: string) => `${step}没有办成，${host}没有收下。现在按那边记着的显示。`,
  reason: {
    FAIR_REGISTRATION_CLOSED: "报名已经截止。",
    FAIR_STATE: "这场招聘会已经结束或取消。",
    FAIR_REGISTRATION_STATE: "这份报名在那边的状态已经变了。",
    FAIR_OFFER_ENDED: "答复的时间已经过了。",
    ENTERPRISE_STATE: "企业在那边没有通过核验，或者被暂停。",
    COMMAND_NOT_GRANTED: "那个城市现在不收外地的网上报名。",
    COMMAND_EARLY: "两座城市电脑上的时间对不上。请过一会儿再报一次。",
    REVISION_CONFLICT: "您改的时候，那边已经有了新的变化。",
    INVALID_INPUT: "有的岗位或会场在那边已经没有了。",
  } as Record<string, string>,
  expired: (step: string, host: string) =>
    `${step}送了七天没有送到，我们已停止再送，没有算数。可以再做一次，或者给${host}打电话。`,
  conflict: "您的修改没有保存。请看两边的内容，再改一次。",
  mine: "您写的",
  theirs: "主办方现在的",
  brings: (recruiters: number, contact: string, note: string | null) =>
    [`去 ${recruiters} 个人`, `联系人 ${contact}`, ...(note ? [`要求：${note}`] : [])].join("；"),
} as const;

export const REGISTRATION_STATUS: Record<RegistrationView["status"], string> = {
  submitted: "等归口工会推荐",
  returned: "已退回，请修改",
  recommended: "已推荐，等主办方安排展位",
  waitlisted: "候补",
  offered: "有展位了，等企业答复",
  approved: "已安排展位",
  refused: "未通过",
  declined: "已放弃展位",
  withdrawn: "已撤回",
  closed: "招聘会结束了，没排上",
};

/** Texts of recommendations by the home union. */
export const RECOMMENDATIONS = {
  paused: "企业暂停，先不显示",
  suspended: "这家企业已被暂停：展位先不显示，现在不能推荐、安排或换展位。企业恢复后照旧。",
  recommendTitle: "推荐企业",
  recommendHeading: (n: number, more: boolean) =>
    n === 0 ? "没有等着推荐的企业" : `${more ? "超过 " : ""}${n} 家企业等着推荐`,
  recommend: "推荐",
  return: "退回",
  reason: "原因",
  recommended: "已推荐给主办方",
  returned: "已退回企业",
  taken: "这家企业的报名刚有变化，请看最新状态。",
  wishes: "志愿",
  waitsFor: "候补",
  contact: "联系人",
  bring: "带来的岗位",
  brought: (title: string, headcount: number | null) => (headcount ? `${title} ${headcount} 人` : title),
  invited: "外地企业",
} as const;

/** Texts of invitations to enterprises from outside the agreement. */
export const INVITATIONS = {
  invitations: "邀请外地企业",
  invitationsHint: "把链接发给企业，它从这里报名，由我们推荐。",
  invitationLabel: "邀请哪家企业",
  invite: "生成邀请码",
  used: "已使用",
  unused: "未使用",
} as const;
