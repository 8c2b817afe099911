/** Texts of `npm run stream`. */
export const STREAM_COMMAND = {
  usage:
    "用法：npm run stream -- config [--out 写到哪个文件] [--user 运行 nginx 的用户] [--program 本程序的网址] [--folder 目录] [--rtmp 端口] [--http 端口] [--control 端口] [--module 模块文件]（直播服务器 nginx 的配置；不写 --out 就显示出来）",
  written: (file: string) => `写好了：${file}。里面有密钥，只有文件的主人能读。`,
  notPlain: (name: string) => `${name} 只能用字母、数字和 . : / [ ] @ - _`,
};
