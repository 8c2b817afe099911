import type { Phase } from "../../../fairs/index.ts";
import { INDUSTRY } from "../common.ts";

/** Words of a fair's public pages. */
export const FAIRS = {
  title: "招聘会",
  heading: "招聘会",
  lead: (agreement: string) => `${agreement}工会联合办会，进场和应聘都免费`,
  coming: "近期招聘会",
  past: "办过的招聘会",
  none: "近期没有招聘会。可以先看看正在招的岗位，也可以让我们有新岗位时告诉您。",
  nonePast: "还没有办过招聘会。",
  toPostings: "看岗位",
  counts: (f: { exhibitors: number; postings: number; positions: number }) =>
    `${f.exhibitors} 家企业 · ${f.postings} 个岗位 · 招 ${f.positions.toLocaleString("en-US")} 人`,
  venues: (names: readonly string[]) => `会场：${names.join("、")}`,
} as const;

export const PHASE: Record<Phase, string> = {
  draft: "筹备中",
  registration: "企业报名中",
  published: "即将举办",
  live: "正在进行",
  closed: "已结束",
  cancelled: "已取消",
  reported: "已结束",
};

export const sectorText = (industry: string): string => INDUSTRY[industry] ?? industry;

export const FAIR = {
  about: (when: string, where: string) => `${when}，${where}。入场、参会都不收费，凭入场码签到。`,
  forEnterprises: "企业报名参会",
  when: "时间",
  where: "会场",
  host: "主办",
  organiser: "承办",
  supporter: "协办",
  address: "地址",
  directions: "怎么去",
  hours: "开放时间",
  ticket: "领入场码",
  ticketHint: "凭码进场，不用排队登记。没有手机，到现场请工作人员打印一张。",
  notYet: "入场码在招聘会发布后可以领。",
  over: "这场招聘会已经结束，岗位还可以在线应聘。",
  cancelled: (reason: string) => `这场招聘会已取消：${reason}`,
  intro: "介绍",
  programme: "日程",
  contents: "本页内容",
  enterprises: "参会企业",
  plan: "展位图",
  planHint: "点企业名称看它的岗位。灰底写“空”的是还没有企业的展位。",
  planCaption: (venue: string) => `${venue}展位图`,
  row: "排",
  free: "空",
  noBooth: "不设展位",
  postings: "招聘会上的岗位",
  search: "在这场招聘会里找岗位",
  searchLabel: "想找什么活",
  searchButton: "找岗位",
  allPostings: (n: number) => `看全部 ${n} 个岗位`,
  filters: "按条件看企业",
  all: "全部",
  by: { city: "城市", sector: "行业", venue: "会场" },
  booth: (venue: string, code: string) => `${venue} ${code} 号展位`,
  offers: (n: number) => `${n} 个岗位`,
  noEnterprises: "还没有企业确定展位，请过几天再来看。",
  noneChosen: "这样选没有企业。",
  board: "现场大屏",
  found: (words: string, total: number) =>
    `${words ? `${words} ` : ""}${total.toLocaleString("en-US")} 个岗位`,
  nothingFound: "这场招聘会里没有这样的岗位。换个说法，或到全部岗位里找。",
  everywhere: "到全部岗位里找",
  back: "回到招聘会",
  stand: "展位",
  standPostings: "它招的岗位",
  noStandPostings: "它的岗位都已经招满或过期。",
  apply: "我要应聘",
  dated: (from: string, to: string) => `${from} – ${to}`,
} as const;

export const BOARD = {
  title: "现场大屏",
  figures: {
    people: "入场人数",
    applications: "现场应聘",
    intents: "达成意向",
    enterprises: "参会企业",
    positions: "招聘人数",
  },
  cities: "各市",
  tile: (c: { enterprises: number; postings: number }) => `${c.enterprises} 家企业 · ${c.postings} 个岗位`,
  entered: (n: number) => `入场 ${n.toLocaleString("en-US")} 人`,
  newest: "最新意向",
  noIntents: "还没有意向，第一个会出现在这里。",
  plain: "本页每 20 秒自动刷新一次。",
  live: "实时更新",
  waiting: "正在重新连接",
} as const;
