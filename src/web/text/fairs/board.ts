import { grouped } from "../format.ts";
import { FIGURE } from "./fair-figures.ts";

export const BOARD = {
  title: "现场大屏",
  figures: {
    people: FIGURE.entered,
    applications: FIGURE.applications,
    intents: FIGURE.intents,
    enterprises: FIGURE.enterprises,
  },
  cities: "各市",
  tile: (c: { enterprises: number; postings: number }) => `${c.enterprises} 家企业 · ${c.postings} 个岗位`,
  entered: (n: number) => `到场 ${grouped(n)} 人`,
  newest: "最新意向",
  noIntents: "还没有意向，第一个会出现在这里。",
  plain: "本页每 20 秒自动刷新一次。",
  live: "实时更新",
  waiting: "正在重新连接",
} as const;
