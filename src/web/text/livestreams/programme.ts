import type { RunSheet } from "../../../livestreams/index.ts";

/** Texts of the run sheet and the pinned posting. */
export const RUN_SHEET = {
  title: "流程单",
  lead: "按讲的先后排。已审核、没过期、合作协议里的岗位才能放进来，最多 200 个。",
  empty: "还没有岗位。在下面找，再加进来。",
  up: "上移",
  down: "下移",
  remove: "去掉",
  pin: "讲这个",
  unpin: "讲完了",
  next: "讲下一个",
  pinned: "正在讲",
  search: "找岗位",
  searchLabel: "岗位名称或企业",
  add: "加进来",
  listed: "已在单上",
  nothingFound: "没有这样的岗位，换个说法试试。",
  more: (n: number) => `只列出前 ${n} 个。没看到要的，就把岗位或企业写得细一些。`,
  back: "回到直播",
  questions: "看提问",
  actions: "操作",
  posting: "岗位",
  employer: "企业",
  order: "顺序",
} as const;

/** Why a posting on the run sheet cannot be shown. */
export const STANDING: Record<RunSheet["items"][number]["standing"], string> = {
  live: "可以讲",
  unreviewed: "没通过审核",
  closed: "已关闭",
  expired: "已过期",
  suspended: "企业被暂停",
  unverified: "企业没核验",
  elsewhere: "不在合作协议里",
  gone: "已删除",
};
