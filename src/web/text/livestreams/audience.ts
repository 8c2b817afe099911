import type { AudienceView, PlatformFigure } from "../../../livestreams/index.ts";
import { grouped } from "../format.ts";

type Reason = keyof NonNullable<AudienceView["control"]>["uncounted"];

/** Texts about the people who watched a livestream. */
export const AUDIENCE = {
  title: "多少人在看",
  none: "还没有人看过。",
  online: "现在在看",
  reading: "现在在看文字",
  people: "看过的人数",
  visits: "人次",
  peak: "同时在看最多",
  minutes: "平均每人看",
  readers: "只看文字的",
  inPeople: (n: number) => `${grouped(n)} 人`,
  inVisits: (n: number) => `${grouped(n)} 人次`,
  inMinutes: (n: number) => `${n} 分钟`,
  peakAt: (n: number, when: string) => `${grouped(n)} 人（${when}）`,
  in: (city: string) => `在${city}的网站看的`,
  together: "各市加在一起",
  togetherIs: (people: number, visits: number) => `${people} 人，${visits} 人次`,
  /** The sentence of the public page while the livestream is under way, and after its end. */
  now: (people: number, readers: number) =>
    `刚才这一分钟有 ${grouped(people)} 人在看${readers > 0 ? `，${grouped(readers)} 人在看文字` : ""}。`,
  inAll: (people: number, readers: number, peak: number) => {
    const said = [
      `一共有 ${grouped(people)} 人看过`,
      ...(readers > 0 ? [`另外 ${grouped(readers)} 人只看了文字`] : []),
      ...(peak > 0 ? [`最多时 ${grouped(peak)} 人同时在看`] : []),
    ];
    return `${said.join("，")}。`;
  },
  uncounted: "没有算进去的",
  how: "怎么数的",
  method:
    "画面在动，页面每 30 秒报一次。报过两次的算一个人，一部手机算一个人，刷新、多开都只算一次。离开 15 分钟再来，算新的一次。结束一天后删掉明细，只留数字。",
} as const;

/** Reasons for which a page or a beat is not counted. */
export const UNCOUNTED: Record<Reason, string> = {
  robot: "机器程序",
  head: "只问有没有这个网页",
  token: "没有打开过网页",
  forged: "网页凭证是假的",
  expired: "网页放得太久",
  early: "报得太密",
  still: "画面没有动",
  window: "不在直播时间",
  address: "同一个网络里太多",
  overflow: "一下来得太多",
};

/** Names of what other platforms count. */
export const PLATFORM_MEASURE: Record<PlatformFigure["measure"], string> = {
  people: "看过的人数",
  visits: "看过的次数",
  peak: "同时在看最多",
  likes: "点赞",
};

const UNIT: Record<PlatformFigure["measure"], string> = {
  people: "人",
  visits: "人次",
  peak: "人",
  likes: "个",
};

/** Texts about the figures that officers copy from other platforms. */
export const PLATFORM_FIGURES = {
  title: "别的平台上的数",
  lead: "抖音、快手、视频号上有多少人看，本站数不到。从那边的后台抄过来填在这里，写清楚从哪看到、几点看到的。",
  apart: "这些是各平台自己报的数，各家数法不同，不加进本站数的人数里。",
  none: "还没有填过。",
  link: "填别的平台上的数",
  back: "回到直播",
  formTitle: "填一个数",
  correctTitle: "改正一个数",
  correctLead: "原来的数不会删掉，会留在下面，写明已改正。",
  platform: "平台",
  measure: "数的是什么",
  value: "数字",
  valueHint: "照平台上写的填，例如 12000 或者 1.2万",
  source: "从哪看到的",
  sourceHint: "例如：抖音直播后台、直播结束页",
  asOf: "几点看到的",
  asOfHint: "北京时间，例如 2026-05-25 19:00",
  save: "保存这个数",
  saveCorrection: "保存改正",
  stop: "不改了",
  saved: "已保存。",
  taken: "这个数刚才已经有人改正过了。请看下面最新的数，要改就改那一个。",
  list: "填过的数",
  state: "说明",
  holds: "现在用这个数",
  replaced: "已改正，不再用",
  correct: "改正",
  correction: "改正过来的",
  amount: (measure: PlatformFigure["measure"], n: number) => `${grouped(n)}\u00a0${UNIT[measure]}`,
  from: (source: string, when: string) => `${source}，${when} 看到的`,
} as const;
