import type { ApplicationStatus } from "../../../db/schema/index.ts";
import type { CardView } from "../../candidates/index.ts";
import { grouped } from "./format.ts";

/** Texts of the seeker's pages. */
export const CARD = {
  title: "求职卡",
  heading: "我的求职卡",
  lead: "填四样就能应聘，其他都可以不填。",
  callName: "称呼",
  callNameHint: "如 张师傅、李女士",
  phone: "手机号",
  phoneHint: "企业用这个号码联系您",
  skills: "会干什么",
  skillsHint: "点选，可以多选",
  places: "想在哪干",
  placesHint: "点选，可以多选",
  more: "再填几样，企业更快答复（选填）",
  city: "现在住在哪个县（市、区）",
  cityHint: "用来算岗位离您多远，企业看不到",
  home: "住在",
  noCity: "不填",
  years: "干了几年",
  certificates: "证书",
  certificatesHint: "用顿号隔开，如 焊工证、叉车证",
  startFrom: "什么时候能上班",
  startFromHint: "如 随时、下月初",
  veteran: "我是退役军人",
  save: "保存求职卡",
  saved: "求职卡已保存",
} as const;

export const APPLY = {
  title: "我要应聘",
  heading: (title: string) => `应聘 ${title}`,
  to: (employer: string) => `求职卡会发给：${employer}`,
  until: (date: string) => `只有这家企业能看，到 ${date} 自动失效，您随时可以收回。`,
  sendCode: "下一步，收验证码",
  codeTitle: "最后一步",
  confirm: "确认应聘",
  confirmCard: "发送求职卡，确认应聘",
  change: "改求职卡",
  done: "应聘已送出",
  again: "您已经应聘过这个岗位",
  next: (deadline: string) => `企业会在 ${deadline}答复，结果在“我的”里看，也会有提醒。`,
  nextSuspended: "这家企业正被归口工会暂停，恢复后才会答复。结果在“我的”里看，也会有提醒。",
  sending: "正在送达",
  nextSending: "这家企业在另一个城市。求职卡正在送过去，送到了“我的”里会写“已送达”，您不用再发一次。",
  toMine: "去“我的”看进展",
  more: "再看看别的岗位",
  back: { fair: "回到招聘会", livestream: "回到直播" },
} as const;

export const STATUS: Record<ApplicationStatus, string> = {
  sent: "等企业答复",
  invited: "企业邀请您",
  declined: "企业婉拒",
  withdrawn: "已收回",
  started: "企业记录您已到岗",
  confirmed: "已到岗",
};

export const EVENT: Record<string, string> = {
  send: "送出应聘",
  invite: "企业发出邀请",
  come: "本人答复：会去",
  otherTimes: "本人想换个时间",
  notCome: "本人答复：不去了",
  decline: "企业婉拒",
  withdraw: "收回应聘",
  consentEnd: "收回授权",
  consent: "重新授权",
  start: "企业记录到岗",
  confirm: "本人确认到岗",
  denyStart: "本人说没有到岗",
  undelivered: "没有送到企业",
};

/** Sentences about the way of an application to a city of another node. */
export const DELIVERY = {
  waiting: "正在送达：求职卡正在送往企业所在的城市。您不用再发一次，送到后这里会写“已送达”。",
  done: "已送达：企业能看到您的应聘了。",
  late: "已经过了一天还没送到。我们会一直再送，您也可以先给企业打电话。",
  refused: "没有送到企业，企业看不到您的求职卡。",
  reason: {
    POSTING_STATE: "这个岗位已经不招人了。",
    GONE: "这个岗位已经不招人了。",
    POSTING_EXPIRED: "这个岗位已经过期。",
    POSTING_UNCLAIMED: "这家企业还没有认领岗位。",
    COMMAND_NOT_GRANTED: "那个城市现在不收外地的网上应聘。",
    COMMAND_EARLY: "两座城市电脑上的时间对不上。请过一会儿再应聘一次。",
  } as Record<string, string>,
  expired: "送了七天没有送到，我们已停止再送。企业看不到您的求职卡。",
  call: "打电话给企业",
} as const;

export const DECLINE: Record<string, string> = {
  filled: "岗位已招满",
  skills: "技能暂不符合",
  schedule: "上班时间对不上",
  place: "地点不合适",
  pay: "工资没谈拢",
  other: "其他原因",
};

export const SAVED = {
  heading: "新岗位提醒",
  none: "还没有。搜索后点“有新岗位告诉我”，这里就会记下。",
  save: "有新岗位告诉我",
  lead: "以后有符合的新岗位，我们在“我的”里提醒您。",
  confirm: "保存提醒",
  cancel: "不用了",
  everything: "全部岗位",
  recent: (count: number) => (count > 0 ? `近 7 天新岗位 ${grouped(count)} 个` : "近 7 天没有新岗位"),
  delete: "不再提醒",
  done: "已经记下了",
  next: "有新岗位时，会在“我的”里提醒您。不想要了，随时可以取消。",
  back: "回到搜索结果",
} as const;

export const ME = {
  title: "我的",
  heading: (name: string) => (name ? `${name}，您好` : "我的"),
  signInFirst: "登录后能看应聘进展、改求职卡、管授权。",
  now: "要您处理的",
  nothing: "现在没有要您处理的事。",
  notices: "提醒",
  readAll: "都看过了",
  applications: "我的应聘",
  noApplications: "还没有应聘过岗位。",
  find: "去找工作",
  card: "我的求职卡",
  noCard: "还没有求职卡。",
  editCard: "改求职卡",
  makeCard: "填求职卡",
  consents: "授权：谁能看我的求职卡",
  noConsents: "没有企业能看您的求职卡。",
  consentUntil: (date: string) => `到 ${date} 自动失效`,
  consentEnded: "已失效",
  consentWithdrawn: "已收回",
  consentRefused: "企业已婉拒，看不到了",
  consentPaused: "企业已被暂停，暂停期间看不到",
  withdrawConsent: "收回授权",
  workspaces: "我的工作台",
  enterpriseWorkspace: "企业工作台",
  unionWorkspace: "工会工作台",
  administration: "人员管理",
  phone: (masked: string) => `手机号 ${masked}`,
  account: "我的账号",
  name: "姓名",
  nameHint: "同事在人员名单和办事记录里看到的名字",
  saveName: "保存姓名",
} as const;

type Look = Pick<CardView, "viewer" | "person" | "role" | "why" | "phone">;
const LOOK_ROLE: Record<Look["role"], string> = { member: "企业招聘人员", officer: "工会工作人员" };
const LOOK_WHY: Record<Look["why"], string> = {
  applications: "看收到的投递",
  application: "看您的应聘",
  booth: "看展位来访的人",
  boothExport: "导出展位来访名单",
  interviews: "看面谈和排队的人",
  followUps: "做上岗回访",
  claim: "核对您认领企业的申请",
  talent: "在人才库打开您的人才卡",
};

export const LOOKS = {
  heading: "谁看过我",
  lead: "谁看了您的求职卡或电话，一看就记下来。同一个人一小时内为同一件事再看，只记一次。",
  none: "还没有人看过您的求职卡。",
  all: "看全部记录",
  viewer: ({ viewer, person }: Look) => (person ? `${viewer}（${person}）` : viewer),
  detail: ({ role, why, phone }: Look) =>
    `${LOOK_ROLE[role]}，${LOOK_WHY[why]}，看了${why === "claim" ? "电话" : why === "talent" ? "人才卡（没有姓名和电话）" : phone ? "求职卡和电话" : "求职卡"}`,
} as const;

export const MINE = {
  endedHint: "您收回了授权，企业看不到您的求职卡和电话。",
  shareAgain: "重新给这家企业看",
  suspended:
    "这家企业已被归口工会暂停。暂停期间它看不到您的求职卡和电话，也不能答复。恢复后接着办，您也可以先收回应聘。",
  declined: "企业已婉拒，从现在起看不到您的求职卡和电话。",
  title: "应聘进展",
  due: (deadline: string) => `企业应在 ${deadline}答复`,
  when: "时间",
  where: "地点",
  contact: "联系人",
  note: "企业留言",
  reason: "原因",
  history: "经过",
  posting: "看岗位",
  withdraw: "收回应聘",
  withdrawHint: "收回后企业马上看不到您的求职卡。",
  withdrawHintElsewhere: "收回后我们马上通知企业所在的城市删掉您的求职卡。",
  confirmStart: "我已到岗，确认",
  done: { withdraw: "应聘已收回", confirm: "已确认到岗", consent: "授权已收回" },
  next: {
    withdraw: "企业已经看不到您的求职卡。想再应聘，回到岗位页点“我要应聘”。",
    confirm: "祝您工作顺利。有困难请拨打 12351。",
    withdrawElsewhere:
      "我们已通知企业所在的城市删掉您的求职卡，删完看“删除进度”。那边暂时连不上也算收回，连上后马上删。想再应聘，回到岗位页点“我要应聘”。",
  },
} as const;
