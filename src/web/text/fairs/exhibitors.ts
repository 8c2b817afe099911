import { INDUSTRY } from "../common.ts";
import { grouped, shorten } from "../format.ts";

export const sectorText = (industry: string): string => INDUSTRY[industry] ?? industry;

/** Texts of what a visitor of a fair sees first: ticket, own trade, hall plan, list of enterprises. */
export const FAIR_DAY = {
  ownHall: "您的会场",
  allHalls: (n: number) => `全部 ${grouped(n)} 个会场`,
  myTicket: "我的入场码",
  toTicket: "看入场码",
  toMeetings: "面谈和排队",
  queueScreen: "叫号屏",
  getThere: "怎么去",
  about: "关于这场招聘会",
  trades: "我的工种在哪几个展位",
  byCard: (trades: string) => `按您求职卡上的工种：${trades}`,
  chosenTrade: (trade: string) => `您选的工种：${trade}`,
  chooseTrade: "点一个工种，看它在哪几个展位。",
  otherTrade: "换工种",
  moreTrades: "更多工种",
  allTradeBooths: (n: number) => `看全部 ${grouped(n)} 个展位`,
  noTradeBooths: "这场招聘会上没有企业招这个工种。可以换个工种，或搜一搜岗位。",
  inHall: "参会企业和展位图",
  plan: (hall: string) => `${hall}展位图`,
  planHint: "点展位看它招什么人，也可以在那里取号排队。",
  planMine: "★ 有您的工种",
  planTaken: "有企业",
  planFree: "空展位",
  planBooth: (code: string, name: string, mine: boolean) =>
    `${code} 号展位 ${name}${mine ? "，有您的工种" : ""}`,
  offers: (titles: readonly string[], n: number) =>
    n === 0 ? "岗位都已招满" : `${shorten(titles.join("、"))}${n > titles.length ? `等 ${n} 个岗位` : ""}`,
  wholeHall: (n: number) => `看这个会场全部 ${grouped(n)} 家企业`,
  hallEmpty: "这个会场还没有企业。上面可以换会场，或看全部会场的企业。",
  wholeFair: (n: number) => `看全部 ${grouped(n)} 家企业`,
  hallGone: "您要看的会场或工种，这场招聘会里已经没有了。下面是现在有的。",
  list: "参会企业",
  search: "按企业名称或展位号找",
  found: (words: string, n: number) => `${words ? `“${shorten(words)}” ` : ""}${grouped(n)} 家企业`,
  noneFound: "没有找到这样的企业。可以少打几个字，或看全部企业。",
  noMore: "后面没有企业了。",
  tradesChosen: (trades: string) => `只看招${trades}的`,
  clear: "看全部企业",
  toFair: "回到招聘会",
} as const;

/** Texts of the part of an exhibitor's page where a visitor queues and wishes for an interview. */
export const STAND_TURN = {
  queue: "排队",
  waiting: (n: number, estimate: string) =>
    n === 0 ? "现在没有人排队，可以直接去。" : `现在 ${n} 人在等${estimate ? `，现在来排${estimate}` : ""}。`,
  take: "取号排队",
  remoteTake: "取号，用手机面谈",
  mine: (n: number) => `您的号码：${n} 号`,
  called: "轮到您了，请马上过去。10 分钟不到算过号。",
  leave: "不排了",
  all: "我的面谈和排队",
  needsTicket: "领了入场码，开场后可以在这里取号。",
  ticketWaits: "您的入场码还在候补，轮到您就能取号。",
  getTicket: "领入场码",
  early: (opens: string) => `${opens} 开场后，可以在这里取号排队。`,
  away: "这个展位不在您的会场，也没有开远程面谈，不能取号。可以在线应聘它的岗位。",
  interview: "约面谈",
  noSlots: "这家企业没有开放预约面谈的时段。开场后可以取号排队，或直接到展位谈。",
  wishHint: "选中后由工会统一排时间，排好会提醒您。",
  wishPosting: "想谈哪个岗位",
  wish: "我想和它面谈",
  wished: (title: string) => `已选中，想谈：${title}`,
  wishesFull: "您已经选了三家。想换，请到“面谈和排队”里改。",
  wishAway: "它的面谈在别的城市，也没有开远程面谈，不能约。",
  wishNeedsTicket: "领了入场码，可以在这里约面谈。",
  taken: (n: number) => `已取号：${n} 号`,
  takenNext: (where: string, ahead: string) =>
    `${where}。${ahead}叫到您时，叫号屏会显示号码，“我的”里也会提醒。叫到后 10 分钟不到算过号。`,
  ahead: (n: number) => (n > 0 ? `前面还有 ${grouped(n)} 人。` : "前面没有人，请在展位旁等。"),
  asked: "正在取号",
  askedNext: (where: string) =>
    `${where}。号码由主办的工会给，一般几秒钟，到“面谈和排队”里看。叫到您时会提醒。`,
  left: (where: string) => `已退出排队：${where}`,
  leftNext: "想再排，可以重新取号，号码会排到最后。",
  again: "重新取号",
  wishSaved: (name: string, title: string) => `已记下：想和${name}谈${title}`,
  wishSavedNext: "企业报名截止后由工会统一排时间，排好会在“我的”里提醒您。",
  toPlan: "回到展位图",
} as const;
