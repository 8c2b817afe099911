import type { TalentCard, TalentFilter } from "../../../talent/index.ts";

/** Names of the fields of a card in the talent pool. */
export const TALENT_CARD = {
  skills: "会干什么",
  places: "想在哪干",
  years: "干了几年",
  certificates: "证书",
  startFrom: "什么时候能上班",
  veteran: "退役军人",
  isVeteran: "是，本人填写",
  hidden: "不给看",
  yearsOf: (years: number) => `${years} 年`,
} as const;

export const TALENT_START: Record<NonNullable<TalentCard["startFrom"]>, string> = {
  now: "随时",
  week: "一周内",
  month: "一个月内",
  later: "见面再商量",
};

/** The seeker's own pages of the pool. */
export const MY_TALENT = {
  title: "让企业来找我",
  choiceTitle: "选城市和内容",
  lead: "打开以后，您选的城市里，工会工作人员和核验过的企业能在人才库看到一张没有姓名、没有电话的人才卡。觉得合适，企业会请您看岗位，应聘不应聘由您定。",
  off: "现在没有打开，谁也看不到。",
  on: "现在谁能看到",
  state: "打开着几座城市",
  offShort: "没有打开，谁也看不到您的人才卡。",
  onShort: (cities: string) => `打开着：${cities}`,
  manage: "管理人才卡",
  until: (date: string) => `看到 ${date} 为止，到期自动关闭`,
  given: (date: string) => `${date} 打开`,
  paused: "协议现在不允许给这座城市看，那边看不到。",
  whoSees: (federation: string) => `${federation}和当地核验过的企业`,
  takeBack: "收回，马上看不到",
  open: "打开人才卡",
  change: "重新选择城市和内容",
  changeHint: "求职卡改了，人才卡不会跟着变。想换成新的，重新打开一次就行。",
  needCard: "先填一张求职卡，半分钟就好。",
  makeCard: "填求职卡",
  editCard: "改求职卡",
  looks: "看谁打开过我的人才卡",
  blocks: "不想让哪些企业看到",
  invitations: "请您看岗位的企业",
  noInvitations: "还没有企业请您看岗位。",
  applied: "您已应聘",
  formLead: "不给看姓名和电话，也不会给。下面每一项都由您选，下一步先给您看样子，再决定。",
  cities: "给哪些城市看",
  citiesHint: "选一座城市，就是给那里的工会和核验过的企业看",
  fields: "除了“会干什么”，还给看哪些",
  fieldsHint: "没勾的，别人看不到，也搜不到",
  startHint: "不选就不给看",
  days: "看多久",
  next: "先看看样子",
  previewTitle: "别人看到的就是这样",
  previewLead: "只有下面这些，没有姓名、电话、年龄和性别。",
  previewFor: "给谁看",
  confirm: "就这样，打开",
  back: "不打开，回去改",
  done: "人才卡打开了",
  doneNext: "有人打开您的人才卡，“谁看过我”里马上能查到是谁。随时可以收回。",
  tookBack: "人才卡收回了",
  tookBackNext: "从现在起，那座城市的工会和企业搜不到、也打不开您的人才卡。",
} as const;

export const TALENT_DURATION: Record<number, string> = {
  30: "1 个月",
  90: "3 个月",
  180: "半年",
  365: "1 年",
};

export const TALENT_INVITED = {
  title: "企业请您看岗位",
  lead: (enterprise: string) =>
    `${enterprise}在人才库看到您的人才卡，请您看看这个岗位。企业不知道您的姓名和电话。`,
  choose: "想去就应聘，不想去不用管，企业不会知道原因。",
  see: "看岗位，再决定",
  apply: "我要应聘",
  applied: "您已经应聘了这个岗位。",
  closed: "这个岗位不招了，不用处理。",
  block: "不想看到这家企业",
  blockHint: "点了以后，这家企业搜不到您的人才卡，也不能再请您。",
  blocked: "您已选择不看这家企业。",
} as const;

export const TALENT_BLOCKS = {
  title: "不想让哪些企业看到",
  lead: "名单里的企业搜不到您的人才卡，也不能请您看岗位。比如不想让现在的老板知道，就把它加进来。企业不会收到通知。",
  none: "还没有加过企业。",
  name: "企业名称",
  nameHint: "写几个字就行，只能找到核验过的企业",
  search: "找企业",
  found: "找到的企业",
  notFound: "没有找到。没核验的企业本来就看不到人才卡。",
  add: "不让它看",
  remove: "可以看了",
  since: (date: string) => `${date} 加入`,
} as const;

/** The pages of officers and enterprises. */
export const TALENT = {
  title: "人才库",
  lead: "愿意让您看到的求职者。卡上没有姓名和电话；打开一张卡，本人马上知道是谁看的。",
  order: "怎么排：谁最近打开人才卡，谁排前面。不打分，不推荐，所有人看到的顺序一样。",
  count: (total: number | null) => (total === null ? "符合的超过 1,000 人" : `符合的有 ${total} 人`),
  none: "没有符合的人。少选一个条件再找。",
  noneAtAll: "还没有求职者把人才卡给这里看。",
  unverified: "企业核验通过以后才能看人才库。",
  skill: "会干什么",
  place: "想在哪干",
  years: "至少干过",
  certificate: "有什么证书",
  certificateHint: "写证书名称里的字，至少两个字",
  startFrom: "最晚什么时候能上班",
  veteran: "只看退役军人（本人愿意公开的）",
  any: "都行",
  yearsOf: (years: number) => `${years} 年`,
  search: "找人",
  clear: "全部清掉",
  filters: "筛选条件",
  open: "打开人才卡",
  given: (date: string) => `${date} 打开`,
  sent: "已发出的邀请",
  cardTitle: "人才卡",
  told: "本人已经能在“谁看过我”里看到您打开过这张卡。",
  until: (date: string) => `本人同意看到 ${date}，也可能提前收回`,
  invite: "请这位求职者看岗位",
  inviteHint: (aDay: number) =>
    `选一个在招的岗位。本人会收到提醒，愿意就来应聘，那时您才看到称呼和电话。一家企业一天最多邀请 ${aDay} 位。`,
  posting: "岗位",
  noPosting: "要先有一个已发布的岗位，才能请人来看。",
  toPostings: "去发布岗位",
  send: "发出邀请",
  invited: "邀请发出了",
  invitedBefore: "这个岗位已经请过这位求职者了",
  invitedNext: "本人愿意就会来应聘，您会在“投递”里看到。不应聘也不用再问。",
  back: "回到人才库",
  sentLead: "对方应聘了，这里会写“已应聘”。没有应聘的，不用催。",
  sentNone: "还没有发过邀请。",
  sentAt: "发出时间",
  answer: "结果",
  applied: "已应聘",
  waiting: "还没有应聘",
} as const;

export const TALENT_SOONEST_TEXT: Record<NonNullable<TalentFilter["startFrom"]>, string> = {
  now: "随时能上班",
  week: "一周内",
  month: "一个月内",
};
