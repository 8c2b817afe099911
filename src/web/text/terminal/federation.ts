type Field = { path: string; code: string };

const FAULT: Record<string, (path: string) => string> = {
  NOT_HOSTED: () => "这座城市不由本机管理。请先用 npm run setup 写入城市。",
  NOT_INITIALISED: () => "还没有钥匙。请先运行 npm run fed -- init。",
  OTHER_ROOT: () => "这把根钥匙不是这座城市登记过的那一把。请用原来的文件。",
  ROOT_MISSING: (path) =>
    `缺少根钥匙${path.startsWith("root.") ? `（城市 ${path.slice(5)}）` : ""}：每座由本机管理的城市都要用 --root 给出它的文件。`,
};

/** Texts of the commands `npm run fed`. */
export const FED_COMMAND = {
  usage: [
    "npm run fed -- init --city 210900 --url https://地址 --root 文件   生成钥匙，签好并登记本机的目录；根钥匙文件没有就新建",
    "npm run fed -- directory --root 文件 [--root 文件 …] [--url 地址]  重新签本机的目录",
    "npm run fed -- rotate --city 210900 --root 文件 [--revoke]        换节点钥匙，7 天后生效；--revoke 立刻作废旧钥匙",
    "npm run fed -- verify 地址                                       从外面检查一个节点的公开日志",
    "可选：--days 天数（目录有效期，最多 400）",
  ].join("\n"),
  inDataFolder: (path: string) =>
    `ROOT_IN_DATA: 根钥匙不能放在数据文件夹里：${path}。请放到别处，最好是不联网的U盘。`,
  notRoot: (path: string) => `ROOT_UNREADABLE: ${path} 不是根钥匙文件。`,
  noRoot: (path: string) => `ROOT_ABSENT: 没有文件 ${path}。`,
  made: (path: string) =>
    `已生成根钥匙 ${path}（权限 0600）。请把它移到不联网的地方，另存一份；丢了就只能重新签协议。`,
  published: (of: { url: string; cities: readonly string[]; validUntil: string }) =>
    `目录已签好：${of.url}，城市 ${of.cities.join("、")}，有效到 ${of.validUntil.slice(0, 10)}。到期前请运行 npm run fed -- directory。`,
  rotated: (kids: readonly string[], days: number) =>
    days === 0
      ? `新钥匙 ${kids.join("、")} 已生效，旧钥匙已作废。`
      : `新钥匙 ${kids.join("、")}，${days} 天后生效。请在那之后再运行一次 npm run fed -- directory。`,
  fault: ({ path, code }: Field) => `${code}: ${FAULT[code]?.(path) ?? path}`,
  log: (of: { log: string; size: number }) => `${of.log}：${of.size} 条，树根、签名和每一条都对`,
  payloads: (given: number, withheld: number) => `  内容：看到 ${given} 条，未给出 ${withheld} 条`,
  refused: (log: string, why: string) => `REFUSED: ${log} 不可信：${why}`,
} as const;
