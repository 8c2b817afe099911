import type { ExitView, PartnerCity, Partners } from "../../../federation/index.ts";
import { grouped } from "../format.ts";
import { faultOf, UNREAD } from "./log-faults.ts";
import { durationOf } from "./scoreboard.ts";

/** Everyday words for what cities give each other. */
const SHARED: Record<string, string> = {
  posting: "岗位",
  enterprise: "企业",
  fair: "招聘会",
  fairExhibitor: "参展企业",
  livestream: "直播带岗",
  livestreamSignal: "直播信号",
  livestreamClaim: "口播核对",
  livestreamQuestion: "直播问答",
  livestreamAudience: "观看人数",
  candidate: "人才卡",
  application: "应聘",
  card: "应聘材料",
  matching: "推荐",
  apply: "投递",
  ticket: "入场码",
  takeTicket: "领入场码",
  boothScan: "展位扫码",
  fairApplication: "招聘会应聘数",
  queueTurn: "排队和面谈",
  boothTurn: "展位排队",
  boothDay: "面谈时段",
  turnApplication: "面谈人的应聘",
  joinQueue: "取排队号",
  wishInterviews: "约面谈",
  boothAct: "展位叫号",
  look: "查看记录",
  invitation: "看岗位邀请",
  registrationForm: "报名材料",
  registration: "报名结果",
  registrationPlace: "候补名次",
  register: "报名参会",
  edit: "改报名",
  recommend: "推荐企业",
  return: "退回报名",
  askQuestion: "直播提问",
};

/** Returns the words for kinds, purposes and types of command: 岗位、企业. */
export const sharedWords = (names: readonly string[]): string =>
  names.map((name) => SHARED[name] ?? name).join("、");

type Log = NonNullable<PartnerCity["log"]>;

const STATE: Record<Log["state"], { text: string; kind: "done" | "waiting" | "stopped"; next: string }> = {
  following: { text: "跟上了", kind: "done", next: "" },
  behind: { text: "正在补", kind: "waiting", next: "那边攒下的内容正在一批批收，不用管它。" },
  resyncing: { text: "正在重新核对", kind: "waiting", next: "那边换了一本记录，本机正在逐条核对。" },
  desynchronised: { text: "对不上", kind: "waiting", next: "有内容和那边不一致，本机会逐条补齐。" },
  frozen: {
    text: "已停收",
    kind: "stopped",
    next: "那边给出了两份互相矛盾的记录。请打电话给那边的总工会核实，之后再由管理员恢复。",
  },
};

/** Returns an age in everyday words: 刚刚, 40 秒前, 3 分钟前. */
const ageOf = (seconds: number) => (seconds < 5 ? "刚刚" : `${durationOf(seconds)}前`);

/** Texts of the officers' pages about cooperation with other cities. */
export const FEDERATION = {
  title: "合作",
  heading: "合作的城市",
  lead: "这里看每座合作城市：互相给什么，那边的内容收到了哪里，连得上连不上。",
  joining: "加入合作的步骤",
  joiningLead: "四步都做完，各城的岗位才会互相看得到。没做完的，请管理员照说明书“加入别的城市”那一节办。",
  stepDone: "做好了",
  stepLeft: (done: number, of: number) => `做了 ${done}，共 ${of}`,
  steps: {
    keys: "本市签名用的钥匙，写进了公开的目录",
    clauses: "各城都签了字的协议",
    bootstrap: "把各城的内容收齐",
    checkpoint: "核对过各城的签名",
  } satisfies Record<Partners["joining"][number]["step"], string>,
  agreements: "合作协议",
  unsigned: "各城在同一台机器上，没有另签协议文件",
  revision: (n: number) => `已签第 ${n} 版`,
  none: "本市现在没有和别的城市合作。签了合作协议，城市会出现在这里。",
  city: "城市",
  state: "连接",
  sameNode: "同一台机器，不用收",
  neverAsked: "还没连过",
  stateOf: (state: Log["state"]) => STATE[state],
  lag: ({ held, homeSize, fault }: Log) =>
    homeSize > held
      ? `还差 ${grouped(homeSize - held)} 条`
      : `${fault ? "断开以前的" : "共"} ${grouped(held)} 条，都收到了`,
  exchanged: ({ exchangedS }: Log) => (exchangedS === null ? "还没有收到过" : `${ageOf(exchangedS)}收到`),
  faultNext:
    "本机会一直再试，连上后自己补齐，这边收应聘、发岗位都不受影响。半天还连不上，请打电话问问那边的总工会。",
  fault: ({ fault }: Log) => (fault === null ? "" : faultOf(fault)),
  quarantined: ({ quarantined }: Log) =>
    quarantined === 0 ? "" : `有 ${grouped(quarantined)} 条本机看不懂，先放在一边，升级后会补上。`,
  erasures: ({ open, overdue }: PartnerCity["erasures"]) =>
    `那边还有 ${grouped(open)} 份收回的个人资料没有回执${overdue > 0 ? `，其中 ${grouped(overdue)} 份超过一天` : ""}。`,
  exchange: "最近",
  postings: "在招岗位",
  given: "我们给那边",
  received: "那边给我们",
  nothing: "不给",
  directory: "对方钥匙有效到",
  details: "详细",
  partnerTitle: (name: string) => `和${name}的合作`,
  keys: "对方的钥匙",
  keysLead: "那边给的每一页内容都签了名，本机用这些钥匙核对，平时不用管。要换钥匙，那边会提前 7 天说。",
  kid: "编号",
  use: "用途",
  uses: { sign: "签名", encrypt: "加密" } as const,
  keyState: "状态",
  keyStates: { next: "备用，还没到日子", active: "在用", retired: "已换下", revoked: "已作废" } as const,
  from: "从",
  until: "到",
  open: "没有定",
  newest: "那边最新一条",
  never: "还没有",
  failures: "连着没连上",
  times: (n: number) => `${grouped(n)} 次`,
  retry: "下次再试",
  quarantine: "本机看不懂、先放在一边的",
  quarantineLead: "多半是那边用了新的工种、区县或新的写法。升级以后会自动补上，也可以现在再试一次。",
  quarantineMore: (n: number) => `一共 ${grouped(n)} 条，这里是最早的 100 条。`,
  seq: "第几条",
  what: "内容",
  why: "原因",
  whyOf: (why: string) => UNREAD[why] ?? `有本机还不认识的写法（${why}）`,
  when: "时间",
  replay: "现在再试一次",
  replayed: (n: number) => (n === 0 ? "还是看不懂，没有变化" : `补上了 ${grouped(n)} 条`),
  replayedNext: "其余的等升级以后再试。",
  frozen: "那边签出了两份互相矛盾的记录",
  frozenLead:
    "那边先后签过两份清单，条数一样，内容却不一样。可能是那边恢复备份出了错，也可能是有人冒用。请先打电话核实，把两份清单给那边看。查明以后，管理员可以恢复接收。",
  evidence: "下载两份清单",
  resume: "已查明，恢复接收",
  resumed: "已恢复接收",
  resumedNext: "本机会接着收；如果还是对不上，会再次停收。",
  backToPartner: "回到这座城市",
  document: "看协议",
  print: "用浏览器的“打印”可以打出来。",
  back: "回到合作的城市",
} as const;

const EXIT_STATE: Record<ExitView["state"], { text: string; kind: "done" | "waiting" }> = {
  deleting: { text: "本机正在删那边给过的内容", kind: "waiting" },
  waiting: { text: "本机删完了，等那边删完、签字", kind: "waiting" },
  signed: { text: "两边都删完了，都签了字", kind: "done" },
};

/** Texts about agreements that ended, and the certificates of what was deleted. */
export const EXITS = {
  heading: "退出和删除证明",
  lead: "退出以后，两边当时就互相看不到了，再各自删掉对方给过的内容。都删完以后，两边签一张证明。",
  left: ({ city, leftCity, name }: ExitView) => (city === leftCity ? `${name}退出了协议` : "本市退出了协议"),
  state: ({ state }: ExitView) => EXIT_STATE[state],
  agreement: "协议",
  leftAt: "退出时间",
  deletedHere: "本市删了",
  deletedThere: "那边删了",
  deleted(kinds: ExitView["deletedHere"]) {
    const parts = Object.entries(kinds).filter(([, count]) => count > 0);
    return (
      parts.map(([kind, count]) => `${sharedWords([kind])} ${grouped(count)} 条`).join("、") || "没有要删的"
    );
  },
  completedAt: "签完时间",
  download: "下载删除证明",
} as const;

/** Text of the printed agreement. */
export const AGREEMENT_PAPER = {
  kind: "促进就业创业合作协议",
  revision: (n: number) => `第 ${n} 版`,
  revisionHead: "版次",
  parties: "签约各方",
  articles: [
    [
      "合作的目的",
      "各方是平等的市级工会联合体成员，一起为求职职工和用工企业服务：岗位互通，招聘会联办，让职工在本市就能看到、投递和问到各市的机会。",
    ],
    [
      "谁写谁负责",
      "每条岗位、企业、招聘会信息只由所在城市的总工会核验和更改。别的城市收到的是副本，只看不改；那边关闭或撤回，这边同时看不到。",
    ],
    [
      "给什么，给谁",
      "各方互相给的内容、用途和期限，以后面的数据附表为准。表里没有的，一概不给。系统按附表执行，不靠人工把关。",
    ],
    [
      "个人信息",
      "职工的个人信息，只有本人逐城同意以后才给，只给同意书写明的字段和用途。推荐名片不含姓名和电话；应聘材料只给本人投递的那家企业。本人撤回，当天在各方删除并回执。",
    ],
    [
      "少给和退出",
      "任何一方可以随时少给，或者退出，自己签字即可，立刻生效。收到的一方马上停止显示，随后删除，并给出删除回执。多给，须各方都签。",
    ],
    [
      "记录和核对",
      "各方对外给出的每一条都记入本方的日志。日志只增不改，任何人都能用通用工具核对。两份记录互相矛盾时，停止接收，由人查明。",
    ],
  ],
  annex: "数据附表",
  from: "给出方",
  to: "接收方",
  kinds: "内容",
  purposes: "个人信息的用途",
  commands: "可代为提交",
  term: "期限",
  endless: "长期",
  termOf: (from: string, until: string | null) => (until ? `${from} 至 ${until}` : `${from} 起，长期`),
  none: "无",
  signatures: "签署",
  root: "根钥匙",
  signedBy: "签署各方",
  activated: "本机生效时间",
  document: "协议编号",
  place: "签字盖章",
} as const;
