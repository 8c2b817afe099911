import type { SCAN_OUTCOMES } from "../../../fairs/index.ts";

/** Texts of self check-in. */
export const ARRIVE = {
  title: "自助签到",
  heading: (fair: string) => `签到：${fair}`,
  lead: "您已在会场？点一下就签到。",
  confirm: "我到了，签到",
  none: "您还没有这场招聘会的入场码。先领一张，再回来签到。",
  bad: "这个二维码不是本场招聘会的签到码，请找工作人员。",
  back: "看我的入场码",
  posterTitle: "自助签到",
  posterLead: "手机扫一扫，点“我到了，签到”",
  posterHelp: "没有手机？请到服务台，工作人员帮您打印入场码。",
  posterShort: (address: string) => `还没有入场码？用手机浏览器打开 ${address}`,
} as const;

export type ScanAnswer = { tone: "go" | "look" | "stop"; word: string; detail: string };

/**
 * The gate's answer to each outcome of a scan: tone, word and sentence. {time}, {gate} and {venue} are
 * placeholders.
 */
export const SCAN: Record<(typeof SCAN_OUTCOMES)[number], ScanAnswer> = {
  admitted: { tone: "go", word: "请进", detail: "入场码有效。" },
  left: { tone: "go", word: "已出场", detail: "再进来时请再扫一次。" },
  again: { tone: "look", word: "已入场过", detail: "这个码在 {time} 已从 {gate} 入场。" },
  notInside: { tone: "look", word: "没有入场记录", detail: "这个码还没入场，或已经出场。" },
  cancelled: { tone: "stop", word: "已取消", detail: "这个码已取消，可以现场再领一张。" },
  waiting: { tone: "stop", word: "候补中", detail: "还没轮到，请到服务台。" },
  otherVenue: { tone: "stop", word: "会场不对", detail: "这个码是 {venue} 的。" },
  online: { tone: "stop", word: "线上参加", detail: "这张码不进会场。要进场，请先取消它，再领会场的码。" },
  otherFair: { tone: "stop", word: "不是本场", detail: "这是另一场招聘会的码。" },
  fairCancelled: { tone: "stop", word: "招聘会已取消", detail: "请告诉来人：这场招聘会取消了。" },
  early: { tone: "stop", word: "时间没到", detail: "{time} 起可以入场。" },
  over: { tone: "stop", word: "已结束", detail: "招聘会已经结束。" },
  unknown: { tone: "stop", word: "码不对", detail: "不是我们发的码，或被改过。请核对编号。" },
};

/** Texts of the scanner page; `client` goes to its script. */
export const SCANNER = {
  title: "扫码签到",
  heading: (venue: string) => `扫码签到 · ${venue}`,
  venue: "会场",
  change: "换会场",
  gate: "入口",
  gateHint: "写在每次签到里，比如东门、2 号口",
  gateDefault: "1 号口",
  direction: "方向",
  in: "入场",
  out: "出场",
  code: "扫码或输入编号",
  codeHint: "扫码枪直接扫；也可以输入 LP 开头的编号。",
  submit: "签到",
  ready: "可以开始",
  readyDetail: "扫一个码试试。",
  camera: "用摄像头扫",
  cameraStop: "关摄像头",
  conflicts: "要核对的",
  conflictsHint: "断网时放行、联网后发现已经入场过或不能入场的。人已经在里面，请核对编号。",
  noConflicts: "没有要核对的。",
  conflictColumns: { gate: "在哪放行", reference: "编号", outcome: "核对结果", first: "第一次入场" },
  first: (time: string, gate: string) => `${time} ${gate}`,
  install: "可以装到桌面：在浏览器菜单里点“安装”或“添加到主屏幕”。断网也能扫。",
  unknownCode: "编号不明",
  appName: "扫码签到",
  client: {
    online: "已联网",
    offline: "没有网络，先在本机核对，联网后自动上传",
    waiting: "待上传 {n} 条",
    synced: "都已上传",
    noted: { tone: "look", word: "先记下", detail: "没有网络，这个编号联网后核对。请看一下本人。" },
    unverified: { tone: "look", word: "先记下", detail: "这台设备不能离线验码，联网后核对。" },
    failed: { tone: "stop", word: "没存住", detail: "这台设备存不下这次扫码，请记在纸上，换一台设备。" },
    signIn: "登录已失效。扫过的都在本机，请重新登录后上传。",
    clock: "这台设备的时间差了 {n} 分钟，已按服务器时间核对。",
    noPack: "还没下载过核对名单：请先联网打开一次。",
    noCamera: "摄像头打不开。请用扫码枪，或输入编号。",
    conflict: "{gate} 放行 {code}：{word}",
    refused: "有 {n} 条服务器不收，留在本机，请报给管理员。",
  },
} as const;
