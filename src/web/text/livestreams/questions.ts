import type { QuestionState, QuestionView } from "../../../livestreams/index.ts";

/** Texts about questions on the public pages of a livestream. */
export const QUESTIONS = {
  title: "提问",
  heading: "提问",
  lead: "想问工资、吃住、上班时间，都可以问。工会看过以后，大家都能看到。",
  sentTo: (city: string) => `问题会送到播出的${city}，由那里的工会看。`,
  elsewhere: (union: string) => `要提问，请到${union}的求职网站。`,
  open: "我要提问",
  name: "称呼",
  nameHint: "例如：王师傅。只有工会看得到",
  posting: "问哪个岗位",
  anyPosting: "不是问某一个岗位",
  text: "问题",
  textHint: "不要写电话、微信、网址",
  send: "提交问题",
  own: "我的提问",
  takeBack: "收回",
  passed: (n: number) => `大家问的（${n} 个）`,
  none: "还没有问答。",
  askers: (n: number) => `${n} 人问`,
  about: (title: string) => `岗位：${title}`,
  onAir: "主播已在直播里回答",
  answers: { officer: "工会回答", enterprise: "企业回答" } as Record<
    NonNullable<QuestionView["answer"]>["from"],
    string
  >,
  more: (n: number) => `再看 ${n} 个`,
  all: "全部问答",
  news: "有新的问答，点这里看",
  closed: "这场直播已经结束，不能再提问。",
  back: "回到直播",
} as const;

/** The fate of a question, said to the person who asked it. */
export const OWN_STATE: Record<QuestionState, string> = {
  sending: "正在送到播出的城市",
  held: "等工会看过",
  passed: "已公开，等回答",
  answered: "已回答",
  rejected: "没有公开",
  refused: "没有送到",
};

const REFUSALS: Readonly<Record<string, string>> = {
  LIVESTREAM_STATE: "直播已经结束",
  COMMAND_EXPIRED: "播出的城市一直没有回应",
  COMMAND_NOT_GRANTED: "播出的城市不收别处的提问",
  INVALID_INPUT: "这个岗位已经不在直播里",
};

/** Says why the home of a livestream did not take a question. */
export const refusalText = (code: string): string => REFUSALS[code] ?? "播出的城市没有收下";

/** Reasons for which a question is not shown to all. */
export const REJECTION: Record<NonNullable<QuestionView["reason"]>, string> = {
  offTopic: "和岗位没关系",
  personal: "有个人信息",
  abuse: "有骂人的话",
  advertising: "是广告",
  other: "别的原因",
};

/** Texts of the officers' page about questions. */
export const UNION_QUESTIONS = {
  title: "提问",
  lead: "观众的提问，通过以后大家才看得到。问的人自己随时看得到办到哪一步。",
  lists: { held: "待看", passed: "已通过", chosen: "请主播答", rejected: "不通过" },
  empty: {
    held: "没有要看的提问。",
    passed: "还没有通过的提问。",
    chosen: "还没有选给主播的提问。到“已通过”里选。",
    rejected: "没有不通过的提问。",
  },
  by: (name: string) => `${name} 问`,
  pass: "通过",
  reject: "不通过",
  why: "点一个原因，问的人看得到",
  rejectedFor: (reason: string) => `不通过：${reason}`,
  onAir: "台上答了",
  choose: "请主播答",
  unchoose: "不用主播答了",
  chosen: "主播页上看得到",
  answer: "书面回答",
  save: "公开回答",
  withdraw: "撤回回答",
  refresh: "刷新看看",
  back: "回到直播",
} as const;

/** Texts about the questions of one posting. */
export const POSTING_QUESTIONS = {
  heading: "问答",
  lead: "直播里有人问过，企业书面回答的。",
  title: "岗位问答",
  enterpriseLead: "直播里问到这个岗位的问题。您的回答会一直放在岗位页上，到岗位过期为止。",
  none: "还没有人问到这个岗位。",
  link: "看问答，书面回答",
  back: "回到岗位",
} as const;
