import type { FairView, Phase } from "../../../fairs/index.ts";

export const PHASE: Record<Phase, string> = {
  draft: "草稿",
  registration: "企业报名中",
  published: "已发布",
  live: "正在举行",
  closed: "已结束",
  cancelled: "已取消",
  reported: "已出报告",
};

export const FAIR_KIND: Record<FairView["kind"], string> = {
  general: "综合招聘会",
  veterans: "退役军人专场",
  women: "女职工专场",
  graduates: "高校毕业生专场",
  mature: "4050 专场",
  returning: "返乡务工专场",
  disabled: "残疾人专场",
  trade: "行业专场",
};

export const CITY_ROLE = { host: "主办", organiser: "承办", supporter: "协办" } as const;

/** Conditions that a fair must meet before publication, by code. */
export const BLOCKER: Record<string, string> = {
  venues: "至少一个会场",
  booths: "至少一个展位",
  plan: "组织方案",
  emergencyPlan: "应急预案",
  securityPlan: "安全保卫方案",
  advanceNotice: "提前公告",
  exhibitors: "至少一家已安排展位的企业",
  verifiedExhibitors: "每家参会企业都已核验",
};

export const FAIR = {
  calledOff: "招聘会已取消",
  calledOffNext: "这场招聘会不办了，请不要前往。",
  notOpenYet: "招聘会还没发布。发布后，面谈时段、远程会议室和扫码就能用了。",
  over: "招聘会已结束。名单、意向和到岗还在这里。",
  calledOffWhy: (why: string) => `原因：${why}`,
  title: "招聘会",
  kind: "类型",
  phase: "状态",
  when: "举办时间",
  registration: "企业报名",
  venue: "会场",
  venues: (n: number) => `${n} 个会场`,
  address: "地址",
  booth: "展位",
  booths: (free: number, all: number) => `${all} 个展位，还空 ${free} 个`,
  boothAt: (venue: string, code: string) => `${venue} · ${code}`,
  exhibitors: (n: number) => `${n} 家企业`,
  positions: (postings: number, positions: number) => `${postings} 个岗位，招 ${positions} 人`,
  enterprise: "企业",
  city: "城市",
  closedCell: "不设展位",
  freeCell: "空",
  reservedCell: "留给候补企业",
} as const;
