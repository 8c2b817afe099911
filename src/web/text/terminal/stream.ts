/** Texts of `npm run stream`. */
export const STREAM_COMMAND = {
  usage:
    "用法：npm run stream -- config [--program 本程序的网址] [--folder 目录] [--rtmp 端口] [--http 端口] [--control 端口] [--module 模块文件]（显示直播服务器 nginx 的配置）",
  notPlain: (name: string) => `${name} 只能用字母、数字和 . : / [ ] @ - _`,
};
