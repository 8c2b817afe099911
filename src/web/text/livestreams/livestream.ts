import type { LinkPlatform } from "../../../../db/schema/index.ts";
import type { Phase } from "../../../livestreams/index.ts";

/** Names of the phases of a livestream. */
export const LIVESTREAM_PHASE: Record<Phase, string> = {
  draft: "筹备中",
  announced: "预告",
  waiting: "候播",
  rehearsal: "试播",
  live: "直播中",
  interrupted: "信号中断",
  ended: "已结束",
  replay: "回放",
  cancelled: "已取消",
};

export const LINK_PLATFORM: Record<LinkPlatform, string> = {
  douyin: "抖音",
  kuaishou: "快手",
  shipinhao: "视频号",
  other: "别的平台",
};

/** Texts of the public pages about livestreams. */
export const LIVESTREAMS = {
  silent: "情况不明",
  title: "直播",
  heading: "直播带岗",
  lead: (agreement: string) => `${agreement}工会请企业在直播里讲岗位，看直播、应聘都不要钱`,
  coming: "正在播和快要播的",
  past: "播过的",
  pastOrCancelled: "播过的和取消的",
  none: "近期没有直播。可以先看看正在招的岗位。",
  nonePast: "还没有播过。",
  toPostings: "看岗位",
  count: (n: number) => `${n} 个岗位`,
  by: (unions: readonly string[]) => unions.join("、"),
} as const;

/** Sentences on a livestream's page that say what there is to see now. */
export const NOW: Record<Exclude<Phase, "draft" | "rehearsal">, string> = {
  announced: "还没开播。到时间再来，页面地址不变。",
  waiting: "开播时间到了，还没有画面。请稍等一会儿，再刷新看看。",
  live: "正在直播。",
  interrupted: "画面断了，正在等它恢复。岗位照常可以应聘。",
  ended: "这场直播已经结束，岗位还可以在线应聘。",
  replay: "这场直播已经结束，可以看回放。",
  cancelled: "这场直播已取消。",
};

export const LIVESTREAM = {
  about: (when: string, unions: string) => `${when}，${unions}直播带岗。看直播、应聘都不收费。`,
  cancelled: (reason: string) => `这场直播已取消：${reason}`,
  from: (city: string) => `这场直播由${city}播出，本站转播。`,
  silent: "现在联系不上播出的城市，不知道直播还在不在。岗位照常可以应聘。",
  refresh: "刷新看看",
  watchOn: (platform: string) => `到${platform}看直播`,
  elsewhere: (platform: string) => `这场直播在${platform}播。本站收不到它的画面，这里只放岗位。`,
  beside: "同一时间的招聘会",
  venues: "这些会场也能看",
  presenters: "主播",
  of: (name: string) => `${name}的主播`,
  permit: "证件号",
  permitUntil: (day: string) => `有效期到 ${day}`,
  permitEnded: "证件已过期",
  pinned: "正在讲的岗位",
  noPlayer: "这个浏览器不能在网页里放画面。可以用播放器打开：",
  playlist: "直播地址",
  nothingPinned: "现在没有在讲岗位。",
  postings: "这场直播的岗位",
  noPostings: "还没有岗位。",
  apply: "我要应聘",
  details: "看详情",
  share: "分享给工友",
  shareHint: "把网址发给别人，或者让别人扫这个码。",
  qr: "本场直播的二维码",
  holders: { host: "主办", organiser: "承办", supporter: "协办" },
  over: (when: string) => `${when} 结束`,
} as const;

/** Texts that the player shows beside the picture. */
export const PLAYER = {
  start: "看直播",
  opening: "正在打开画面……",
  playing: "",
  sound: "点此出声",
  picture: "直播画面",
  still: "画面没有动，正在等它恢复。岗位照常可以应聘。",
  failed: "画面打不开。岗位照常可以应聘，也可以稍后再试。",
  over: "这场直播已经结束，岗位还可以在线应聘。",
} as const;
