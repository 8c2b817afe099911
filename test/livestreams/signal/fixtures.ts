export const NAME = "7k3m9q2w5x8z1a4c";
export const KEY = "Zm9vYmFyYmF6cXV4MTIzNA";
export type Raw = Record<string, string | number>;
export const fieldsOf = (raw: Raw) =>
  new Map(Object.entries(raw).map(([name, value]) => [name, String(value)]));

/** The body that a real nginx 1.22 with its RTMP module 1.2.2 sent. */
export const NGINX: Raw = {
  app: "live",
  flashver: "FMLE/3.0 (compatible; Lavf59.27",
  swfurl: "",
  tcurl: "rtmp://127.0.0.1:1935/live",
  pageurl: "",
  addr: "127.0.0.1",
  clientid: 2,
  call: "publish",
  name: NAME,
  type: "live",
  k: KEY,
};
/** Written from the documents of SRS 5 about its HTTP callback. Nobody has seen one of a real server. */
export const SRS: Raw = {
  server_id: "vid-0xk989d",
  service_id: "382k3s7a",
  action: "on_publish",
  client_id: "341w361a",
  ip: "127.0.0.1",
  vhost: "__defaultVhost__",
  app: "live",
  tcUrl: "rtmp://127.0.0.1:1935/live",
  stream: NAME,
  param: `?k=${KEY}`,
  stream_url: `/live/${NAME}`,
  stream_id: "vid-124q9y3",
};
/** Written from the documents of 腾讯云直播 (product 267, document 32744). Nobody has seen a real one. */
export const TENCENT: Raw = {
  appid: 4_251_234_567,
  app: "12345.livepush.myqcloud.com",
  appname: "live",
  stream_id: NAME,
  channel_id: NAME,
  event_time: 1_796_000_000,
  event_type: 1,
  errcode: 0,
  errmsg: "ok",
  sequence: "6674468118806626493",
  node: "100.121.160.92",
  user_ip: "119.29.94.245",
  stream_param: "txSecret=9a&txTime=69",
  sign: "",
  t: 1_796_000_600,
};
