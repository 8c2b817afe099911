import { COMMON } from "../common.ts";
import { SAVED } from "../seeker.ts";

/** Texts of e-mail pages. */
export const MAIL = {
  heading: "也发到邮箱",
  lead: "有新岗位时，我们给您发一封信，写明岗位、工资、地点；招聘会和面谈有变动，也写信告诉您。不想收了随时能停。",
  address: "邮箱",
  addressHint: "如 123456@qq.com",
  give: "发确认信",
  change: "换成这个邮箱",
  again: "再发一封确认信",
  remove: "删掉邮箱，不再发信",
  removeHint: "删掉后我们不再保存您的邮箱。",
  state: {
    waiting: (address: string) =>
      `确认信已发到 ${address}。请打开那封信，点里面的链接，再点“确认”。24 小时内有效，没看到就去垃圾邮件里找一找。`,
    confirmed: (address: string) => `有新岗位会发信到 ${address}。`,
    failing: (address: string) => `${address} 收不到信。请核对一下，或换一个邮箱。`,
  },
  sent: "确认信已发出",
  sentNext: (address: string) =>
    `打开 ${address} 的收件箱，点信里的链接，再点“确认”。没看到就去垃圾邮件里找一找。`,
  kept: "这个邮箱已经确认过了",
  keptNext: "不用再做什么。有新岗位时会发信给您。",
  removed: "邮箱已删掉",
  removedNext: "不会再给您发信。新岗位仍在“我的”里提醒您。",
  back: "回到新岗位提醒",
  manage: "用邮箱收新岗位",
  needed: "这里不发短信，以后登录的验证码发到邮箱。请先登记邮箱，点信里的链接确认，不然下次登不进来。",
  register: "登记邮箱",
} as const;

/** Texts of the pages behind links in e-mails; these pages need no sign-in. */
export const MAIL_LINKS = {
  confirmTitle: "确认邮箱",
  confirmLead: (address: string) => `有新岗位时，发信到 ${address}。是您本人要的，就点“确认”。`,
  confirm: "确认",
  confirmed: "邮箱已确认",
  confirmedNext: "有新岗位时会发信给您。想停，点信末尾的“不再收信”。",
  find: "去找工作",
  brokenTitle: "这个链接不能用了",
  broken:
    "可能已经点过、过了 24 小时，或者后来又发了新的信。请打开最新的一封信，或到“我的”里再发一封确认信。",
  toMine: "去“我的”",
  leaveTitle: "不再收信",
  leaveLead: "点下面的按钮，我们就删掉您的邮箱，不再发信。新岗位仍可以在网站上看。",
  leave: "不再收信",
  left: "已经停了",
  leftNext: "我们删掉了您的邮箱，不会再发信。路上的信可能还会到一封。",
  brokenLeaveTitle: "这个链接不对",
  brokenLeave: "链接可能没有复制完整。请从信里重新点一次，或登录后在“我的”里删掉邮箱。",
} as const;

/** Texts of e-mails. */
export const LETTER = {
  sender: COMMON.brand,
  greeting: "您好：",
  confirm: {
    subject: `请确认您的邮箱 - ${COMMON.brand}`,
    lead: `有人在${COMMON.brand}（${COMMON.brandLong}）填了这个邮箱，想用它收新岗位提醒。`,
    ask: "如果是您本人，请点下面的链接，再点“确认”。链接 24 小时内有效。",
    link: "确认邮箱",
    otherwise: "如果不是您，不用理会。没有点“确认”，就不会收到岗位提醒。",
  },
  code: {
    subject: (code: string) => `登录验证码 ${code} - ${COMMON.brand}`,
    lead: (code: string) => `您的登录验证码是 ${code}，5 分钟内有效。`,
    otherwise: "不是您本人在登录，不用理会，也不要把验证码告诉别人。",
  },
  news: { subjectMany: (n: number) => `您有 ${n} 条新消息` },
  found: {
    subject: (count: number, label: string) => `有 ${count} 个新岗位：${label || SAVED.everything}`,
    subjectMany: (count: number) => `有 ${count} 个新岗位符合您保存的搜索`,
    lead: "您保存的搜索有了新岗位：",
    search: (label: string, count: number) => `${label || SAVED.everything}（新岗位 ${count} 个）`,
    more: (count: number) => `还有 ${count} 个没列出来，点这里看全部`,
    all: "看全部",
    free: "找工作不收任何费用。谁向您要钱，请拨打 12351。",
  },
  wayOut: "不想再收到这样的信，点这里：",
  wayOutLink: "不再收信",
} as const;
