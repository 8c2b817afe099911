import { grouped } from "../format.ts";

const paceText = (seconds: number) =>
  seconds < 86_400 ? "一天内" : `${grouped(Math.ceil(seconds / 86_400))} 天左右`;

/** Texts that say where a posting comes from, who checked it, and how its employer answers. */
export const TRUST = {
  heading: "谁审核的，还在招吗",
  reviewed: "审核发布",
  by: (union: string) => `由${union}审核`,
  outcomes: "应聘情况",
  counts: (applied: number, answered: number) =>
    `已有 ${grouped(applied)} 人应聘，企业答复了 ${grouped(answered)} 人`,
  written: (text: string) => `企业原话：${text}`,
  employerPage: "看这家企业",
  notHere: "这个岗位不能在这里应聘",
  applyAt: (city: string) => `到${city}的网站应聘`,
  lookAt: (city: string) => `到${city}的网站看这个岗位`,
} as const;

/** Texts of an employer's public page. */
export const EMPLOYER = {
  about: (name: string, intro: string | null) =>
    `${name}在招的岗位、地点和答复快慢。${intro ? intro.slice(0, 80) : "工会核验过的企业。"}`,
  verified: (union: string) => `${union}核验过营业执照`,
  verifiedAt: "核验时间",
  verifiedUntil: "核验有效期至",
  verificationOver: "（核验已到期，工会正在重新核对。岗位还能应聘）",
  industry: "做什么的",
  nature: "企业性质",
  size: "规模",
  address: "地址",
  uscc: "统一社会信用代码",
  verifier: "核验单位",
  pace: "答复快慢",
  paceIs: (seconds: number, n: number) => `最近 90 天答复 ${grouped(n)} 人，一般${paceText(seconds)}答复`,
  paceUnknown: "答复的人还不多，暂时不算",
  intro: "企业介绍",
  fairs: "要参加的招聘会",
  noFairs: "最近没有报名招聘会",
  postings: (n: number) => `正在招的岗位 ${grouped(n)} 个`,
  noPostings: "现在没有在招的岗位。",
  call: "打电话",
  missingTitle: "这家企业现在看不到",
  missingText: "可能网址不对，企业还没有核验，也可能正被工会暂停。恢复后网址不变。",
  more: "看别的岗位",
} as const;
