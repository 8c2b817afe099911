import type { HandoverState } from "../../../livestreams/index.ts";

/** Returns a number of seconds as a clock shows it: 1:05. */
const clock = (s: number) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;

/** Texts of the control room. */
export const ROOM = {
  title: "导播台",
  lead: "最多五场并排看。这里的数字每几秒自己更新。",
  plain: "这个浏览器不会自己更新，本页每 15 秒刷新一次。",
  none: "现在没有要导播的直播。开播前三小时，它会自己出现在这里。",
  toList: "看全部直播",
  jump: "跳到",
  chosen: "只看",
  everything: "都看",
  picture: "看画面",
  closePicture: "收起画面",
  source: "画面",
  moving: "在动",
  still: "没有画面",
  noSource: "还没有接画面",
  delay: "延迟",
  delayS: (ms: number) => `约 ${Math.max(1, Math.round(ms / 1000))} 秒`,
  bitrate: "码率",
  kbps: (n: number) => `${n.toLocaleString("en-US")} kbps`,
  online: "在看",
  people: (picture: number, text: number) =>
    text > 0 ? `${picture} 人，另有 ${text} 人看图文` : `${picture} 人`,
  applications: "应聘",
  perMinute: (last: number, all: number) => `近 1 分钟 ${last} 份，共 ${all} 份`,
  unknown: "未知",
  pinned: "正在讲",
  nothing: "没有在讲岗位",
  next: "讲下一个",
  unpin: "讲完了",
  pin: "讲这个",
  sheet: "流程单",
  emptySheet: "流程单是空的，先去加岗位。",
  goOnAir: "开播",
  resume: "再开播",
  end: "结束直播",
  endHint: "结束以后，两小时内还能再开播。",
  more: "更多",
  claims: "口播核对",
  questions: "提问",
  presenter: "主播页",
  clip: "备用录像",
  union: "这场直播",
  keysTitle: "键盘",
  keys: [
    ["1–5", "选直播"],
    ["N", "讲下一个"],
    ["U", "讲完了"],
    ["↑ ↓", "选岗位"],
    ["P", "讲选中的岗位"],
    ["H", "去交接"],
    ["L", "看画面"],
  ],
} as const;

/** Texts of the hand-over of a programme. */
export const HANDOVER = {
  title: "交接节目",
  to: "交给",
  inS: "多久以后",
  choices: [
    [10, "10 秒"],
    [30, "30 秒"],
    [60, "1 分钟"],
    [120, "2 分钟"],
    [300, "5 分钟"],
  ],
  propose: "交接",
  noTargets: "别的直播还没有画面，现在不能交接。",
  target: (city: string, title: string) => `${city}：${title}`,
  gives: {
    proposed: (city: string) => `已请${city}接节目，等对方答应。`,
    counting: (city: string) => `节目交给${city}，还有`,
    late: (city: string) => `时间到了。${city}一开播，观众就过去。`,
    handed: (city: string) => `节目已经交给${city}。`,
    takenBack: (city: string) => `已收回，节目不交给${city}了。`,
    declined: (city: string) => `${city}没有接节目。`,
    missed: (city: string) => `${city}没有按时接上，这次交接作废。`,
  },
  takes: {
    proposed: (city: string) => `${city}请你们接节目，离交接还有`,
    counting: (city: string) => `接${city}的节目，还有`,
    late: (city: string) => `时间到了。你们一开播，${city}的观众就过来。`,
    handed: (city: string) => `已接过${city}的节目。`,
    takenBack: (city: string) => `${city}收回了，不用接了。`,
    declined: (city: string) => `没有接${city}的节目。`,
    missed: (city: string) => `没有按时接上${city}的节目，这次交接作废。`,
  },
  takeBack: "收回",
  accept: "接",
  decline: "不接",
  left: clock,
  /** For viewers. */
  next: (city: string) => `接下来是${city}`,
  soon: (city: string) => `接下来是${city}，还有`,
  follow: (title: string) => `去看：${title}`,
  followHint: "正在看画面的人会自动过去。",
} as const satisfies Record<string, unknown> & {
  gives: Record<HandoverState, (city: string) => string>;
  takes: Record<HandoverState, (city: string) => string>;
};

/** Texts of the clip that viewers see while there is no picture. */
export const CLIP = {
  title: "备用录像",
  lead: "还没开播或者画面断了时，观众看这段录像。页面写明“正在播放录像”，不算直播。画面一来就自动换回去。",
  none: "还没有放录像。",
  set: "已放好一段录像。",
  file: "录像文件",
  fileHint: "MP4，最大 200 MB",
  upload: "放上去",
  remove: "撤下录像",
  back: "回到导播台",
  showing: "正在播放录像，不是直播。画面来了会自动换回去。",
  label: "录像",
  done: { set: "录像放好了。", removed: "录像撤下了。" },
} as const;

/** Texts of the presenter's page. */
export const PRESENTER = {
  title: "主播页",
  pinned: "正在讲",
  nothing: "现在没有在讲岗位。",
  next: "下一个",
  noNext: "没有下一个了",
  say: "可以说的",
  details: "全部要求",
  questions: "观众在问",
  noQuestions: "没有要回答的提问。",
  askers: (n: number) => `${n} 人问`,
  claims: "说过头的话",
  said: (text: string) => `说了：${text}`,
  corrected: (text: string) => `已更正：${text}`,
  notCorrected: "请当场更正",
  until: (when: string) => `排到 ${when} 结束`,
  headcount: "招",
  linkTitle: "给主播的网址",
  linkHint: "不用登录就能打开，页面上没有个人信息。网址只显示这一次，重新要一个，旧的马上作废。",
  issue: "要一个网址",
  qr: "主播页的二维码",
  refresh: "刷新",
  back: "回到导播台",
} as const;
