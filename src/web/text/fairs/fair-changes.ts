import type { FairChangeKind } from "../../../fairs/index.ts";
import { formatSpan, formatTime, grouped } from "../format.ts";

type Words = { title: string; effect: string; confirm: string };

/** The one question before each change of an announced fair. */
export const CHANGE: Record<FairChangeKind, Words> = {
  cancel: {
    title: "真的要取消这场招聘会吗？",
    effect: "取消以后不能恢复，入场码都不能再用。",
    confirm: "取消招聘会，通知他们",
  },
  end: {
    title: "照这样改，招聘会马上就结束。要结束吗？",
    effect: "结束以后不能再入场、扫码和面谈。还在候补、等答复的，都到此为止。",
    confirm: "现在结束，通知他们",
  },
  shorten: {
    title: "真的要提前结束时间吗？",
    effect: "结束时间以后的面谈会取消。",
    confirm: "改时间，通知他们",
  },
  extend: {
    title: "真的要推后结束时间吗？",
    effect: "已经约好的面谈不变。",
    confirm: "改时间，通知他们",
  },
  move: {
    title: "真的要改招聘会的时间或会场吗？",
    effect: "不在新时间里的面谈会取消。",
    confirm: "改时间或会场，通知他们",
  },
};

export const CHANGES = {
  pageTitle: "请确认",
  again: "刚才这会儿又有人报名、领码或约了面谈，数字变了。请再看一遍。",
  nothingYet: "现在还什么都没有改。",
  before: (term: string) => `现在的${term}`,
  after: "改成",
  reason: "原因",
  touches: "会影响",
  enterprises: (n: number, waiting: number) =>
    `${n} 家企业${waiting ? `，其中 ${waiting} 家还没安排好展位` : ""}`,
  codes: (n: number, printed: number) =>
    `${n} 张入场码${printed ? `，其中 ${printed} 张是打印给没手机的人的` : ""}`,
  interviews: (n: number) => `${grouped(n)} 场约好的面谈会取消`,
  nobody: "还没有企业和求职者受影响。",
  told: "会通知谁",
  tellEnterprises: (n: number) => `${grouped(n)} 家企业：网站、邮件、短信`,
  tellHolders: (n: number) => `${grouped(n)} 位领了入场码的人：网站、邮件、短信`,
  tellInterviews: "约好面谈的人，面谈取消另外再通知",
  tellNobody: "没有人要通知。",
  untold: (n: number) => `打印码的 ${grouped(n)} 个人没留电话，通知不到。请在会场门口和工会门口贴告示。`,
  keep: "先不改，回去再看",
  keepCancel: "不取消，回去",
  clashes: "请留意：和别的招聘会撞了时间",
  hall: (venue: string, other: string, title: string, opensAt: string, closesAt: string) =>
    `会场“${venue}”${venue === other ? "" : `（也写作“${other}”）`}还有一场：${title}，${formatSpan(opensAt, closesAt)}`,
  enterprise: (name: string, title: string, opensAt: string, closesAt: string) =>
    `${name}还要参加：${title}，${formatSpan(opensAt, closesAt)}`,
  clashHint: "只是提醒，不影响保存。",
  ownEnterprise: (title: string, opensAt: string, closesAt: string) =>
    `同一时间还报了：${title}，${formatSpan(opensAt, closesAt)}。两边都去，请安排好人手。`,
  ownTitle: "时间挨得太近",
  own: {
    entry: (at: string) => `${formatTime(at)} 入场`,
    interview: (at: string) => `${formatTime(at)} 面谈`,
  },
  ownClash: (here: string, there: string, title: string) =>
    `这一场 ${here}，另一场（${title}）${there}，相差不到一小时，可能赶不上。`,
} as const;
