type Field = { path: string; code: string };

const FAULT: Record<string, (path: string) => string> = {
  AGREEMENT_NOT_SET_UP: (path) => `本机没有短名为 ${path} 的协议。请先用 npm run setup 写入。`,
  CITY_NOT_SET_UP: (path) => `协议里的城市 ${path} 还没有用 npm run setup 写入。`,
  CLAUSE_OF_A_STRANGER: (path) => `条款里的城市 ${path} 不是签约方。`,
  CONTENT: (path) => `协议文本的 ${path} 不对。`,
  FIRST_REVISION: () =>
    "第 1 版只能签一次。要多给或加城市，用 agreement widen 起草下一版；少给用 agreement narrow。",
  FORM: () => "这不是一份协议文件，或者被改动过。",
  PARTY_TWICE: (path) => `城市 ${path} 写了两次。`,
  PREVIOUS_MISSING: () => "没有写明接着哪一版。",
  PREVIOUS_UNKNOWN: (path) => `本机还没有第 ${path} 版，请先让那一版生效。`,
  REVISION_STALE: () => "已经有更新的版本在执行。",
  ROOT_NOT_OURS: (path) => `协议里 ${path} 的根钥匙不是本机登记的那一把。请核对身份那一行。`,
  SIGNATURE: () => "有一个签名是错的，文件可能被改动过。",
  SIGNATURES_MISSING: (path) => `还缺这些城市的签名：${path}。多给要各城都签，少给只要本城签。`,
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
    "npm run fed -- verify 地址 [--root-key 公钥]                      从外面检查一个节点的公开日志",
    "npm run fed -- verify 地址 --proof 类别/编号 --out 文件            导出一条记录的证明（tlog-proof），不联网也能核对",
    "npm run fed -- proof check 文件 --log-key 公钥 [--witness-key 公钥] 只凭文件和日志的公钥核对证明",
    "npm run fed -- restored [--mark] [--open]                        恢复备份以后：问别的城市看到哪里；--open 不等它们，直接另起一册",
    "npm run fed -- agreement                                         起草、签署、生效、收窄、退出合作协议",
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
  restored: (n: number) =>
    `有 ${n} 份日志等别的城市回答后才再公开。程序会自己问；也可以运行 npm run fed -- restored。`,
  noneWaits: "没有日志在等别的城市回答。",
  waits(streams: readonly string[]) {
    const said = `还在等别的城市回答：${streams.join("、")}。`;
    return streams.some((stream) => stream.endsWith("/public"))
      ? `${said}公开日志等不到时可运行 npm run fed -- restored --open。`
      : `${said}这些日志只给那一座城市看，要先问到它在备份以后删了什么，问到以前不开放。`;
  },
  fault: ({ path, code }: Field) => `${code}: ${FAULT[code]?.(path) ?? path}`,
  log: (of: { log: string; size: number }) => `${of.log}：${of.size} 条，树根、签名和每一条都对`,
  unknownRoots:
    "没有给出根钥匙：按这个节点自己写的根钥匙检查。要确认是哪座城市，请用 --root-key 给出协议里的那一把。",
  proofSaved: (of: { path: string; log: string; seq: number; keys: readonly string[] }) =>
    `${of.log} 第 ${of.seq} 条的证明已写入 ${of.path}。核对时要用的日志公钥：\n${of.keys.join("\n")}`,
  noRecord: (name: string) => `RECORD_ABSENT: 公开日志里没有 ${name}。`,
  fileExists: (path: string) => `FILE_EXISTS: ${path} 已经存在，没有改动它。`,
  fileUnreadable: (path: string) => `FILE_UNREADABLE: 读不到文件 ${path}。`,
  proofHolds: (of: {
    origin: string;
    size: number;
    seq: number;
    kind: string;
    id: string;
    rev: number;
    op: string;
    at: string;
  }) =>
    `证明成立：${of.origin} 共 ${of.size} 条时，第 ${of.seq} 条是 ${of.kind} ${of.id} 第 ${of.rev} 版（${of.op}，${of.at}）`,
  witnessed: (name: string, at: string) => `见证：${name}，${at}`,
  refused: (log: string, why: string) => `REFUSED: ${log} 不可信：${why}`,
} as const;
