import type { SignalFault } from "../../../livestreams/index.ts";

/** Texts of the page on which an officer says where the picture of a livestream comes from. */
export const SIGNAL = {
  title: "画面从哪来",
  lead: "开播前先接好画面。画面动起来了，才能开播。",
  now: "现在",
  none: "还没有接画面。",
  advancing: "画面在动，可以开播",
  still: "没有画面",
  source: "来源",
  server: "手机或电脑推到本站",
  address: "别处的直播地址",
  serverTitle: "用手机或电脑直播",
  serverHint: "点一下，得到推流地址和二维码。地址里有钥匙，只给摄像的人，只显示这一次。",
  getKey: "要推流地址",
  newKey: "换一个推流地址",
  newKeyHint: "旧地址马上作废，正在推的画面会断。",
  noServer: "本站没有装流媒体服务，只能填别处的直播地址。请找系统管理员。",
  pushTitle: "推流地址，只显示这一次",
  pushPhone: "手机扫码或复制",
  pushServer: "电脑软件：服务器",
  pushKey: "电脑软件：串流密钥",
  qr: "推流地址的二维码",
  kept: "记好以后再离开这一页。丢了就换一个。",
  addressTitle: "用别处的直播地址",
  addressLabel: "直播地址",
  addressHint: "以 .m3u8 结尾的网址，请直播服务商提供",
  save: "保存",
  refresh: "刷新看看",
  takes: "接通过的画面",
  noTakes: "还没有接通过。",
  from: "从",
  to: "到",
  why: "怎么断的",
  going: "还在",
} as const;

/** Reasons for which no picture is seen. */
export const SIGNAL_FAULT: Record<SignalFault, string> = {
  addressInvalid: "地址写得不对",
  addressRefused: "这个地址不允许访问",
  unreachable: "连不上",
  slow: "回得太慢",
  redirect: "地址转到了别处，请填最后的地址",
  absent: "对方说还没有画面",
  status: "对方出错了",
  tooLarge: "对方的回答太大",
  notPlaylist: "这个地址不是直播",
  malformed: "对方的直播清单写错了",
  empty: "还没有画面",
  frozen: "画面停住了",
  shrinking: "画面在倒退",
  looping: "一直在重放同一段",
  ended: "对方说已经播完",
};

/** Reasons for which a take ended, by code. */
export const TAKE_END: Record<string, string> = {
  unpublished: "停止推流",
  endlist: "对方说已经播完",
  restarted: "重新开始",
  lost: "断线太久",
  replaced: "换了人推流",
  key: "换了推流地址",
  source: "换了来源",
  over: "直播结束",
};
