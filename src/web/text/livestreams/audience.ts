import type { AudienceView } from "../../../livestreams/index.ts";
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
  inPeople: (n: number) => `${n} 人`,
  inVisits: (n: number) => `${n} 人次`,
  inMinutes: (n: number) => `${n} 分钟`,
  peakAt: (n: number, when: string) => `${n} 人（${when}）`,
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
