import type { AnswerLine, Refusal, Scoreboard, SentCommand } from "../../../federation/index.ts";
import { grouped } from "../format.ts";

/** Returns a length of time in everyday words: 40 秒, 3 分钟, 5 小时, 2 天. */
export function durationOf(seconds: number): string {
  if (seconds < 60) return `${seconds} 秒`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} 分钟`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} 小时`;
  return `${Math.floor(seconds / 86_400)} 天`;
}

const COUNTED: Record<string, string> = {
  posting: "条岗位",
  enterprise: "家企业",
  fair: "场招聘会",
  fairExhibitor: "家参展企业",
  livestream: "场直播",
  livestreamSignal: "场直播的信号",
  livestreamClaim: "条口播核对",
  livestreamQuestion: "条直播问答",
  livestreamAudience: "场直播的观看人数",
};

const COMMAND: Record<string, string> = {
  apply: "应聘",
  withdraw: "撤回应聘",
  confirm: "确认到岗",
  decline: "谢绝看岗位邀请",
  takeTicket: "领入场码",
  cancelTicket: "退入场码",
  boothScan: "展位扫码",
  joinQueue: "取排队号",
  leaveQueue: "退排队号",
  wishInterviews: "约面谈",
  boothAct: "展位叫号",
  register: "报名参会",
  edit: "改报名",
  recommend: "推荐企业",
  return: "退回报名",
  answerOffer: "答复展位",
  withdrawRegistration: "撤回报名",
  askQuestion: "直播提问",
  takeBackQuestion: "收回提问",
};

const COMMAND_STATE: Record<SentCommand["state"], string> = {
  waiting: "正在送",
  done: "办好了",
  refused: "那边没有办",
  expired: "过期没送到",
};

const ANSWER: Record<AnswerLine["status"], string> = {
  sent: "等答复",
  invited: "约了面试",
  declined: "没有录用",
  withdrawn: "本人撤回",
  started: "已到岗，等本人确认",
  confirmed: "已到岗",
};

const FAULT: Record<string, string> = {
  SIZE: "太大",
  TEXT: "不是文字",
  LINE: "有一行写法不对",
  HEADER: "有一条的抬头不对",
  OTHER_LOG: "混进了别的记录本",
  OTHER_HOME: "混进了别的城市的内容",
  GAP: "次序断了",
  PAYLOAD: "有一条的内容读不出来",
  DIGEST: "内容被改过",
  CHECKPOINT: "末尾的签名写法不对",
  SIGNATURE: "签名不对",
  UNKNOWN_KEY: "签名的钥匙不认识",
  OTHER_SIZE: "条数和签名里写的不一样",
  OTHER_ROOT: "内容和签名里写的不一样",
};

/** Texts of the figures about one partner city, and of the lists behind them. */
export const SCOREBOARD = {
  heading: "往来",
  shared: "现在给着那边",
  held: "现在收着那边",
  counted: (kind: string, n: number) => `${grouped(n)} ${COUNTED[kind] ?? kind}`,
  freshness: "送到多快（近 7 天）",
  freshnessOf: ({ withinSecond, withinTen, withinMinute, later }: Scoreboard["freshness"]): string => {
    const all = withinSecond + withinTen + withinMinute + later;
    if (all === 0) return "近 7 天没有新内容";
    const share = (n: number) => `${Math.floor((n / all) * 1_000) / 10}%`;
    const parts = [`${grouped(all)} 条里，${share(withinSecond)} 在 1 秒内送到`];
    if (withinTen > 0) parts.push(`${share(withinTen)} 在 10 秒内`);
    if (withinMinute > 0) parts.push(`${share(withinMinute)} 在 1 分钟内`);
    if (later > 0) parts.push(`${grouped(later)} 条超过 1 分钟（断网、停机后补上的也算）`);
    return parts.join("，");
  },
  comparison: "上次整本核对",
  compared: (when: string, { differing, repaired }: NonNullable<Scoreboard["comparison"]>): string => {
    if (differing === null) return `${when}，那边没有答复，明天再核对`;
    if (differing.length > 0) return `${when}，有 ${differing.length} 类内容和那边不一样，请告诉管理员`;
    return repaired > 0 ? `${when}，补齐了 ${grouped(repaired)} 条，现在一致` : `${when}，一致`;
  },
  neverCompared: "还没有核对过，每天核对一次",
  refused: "近 7 天退回的页",
  refusedHint: "内容一页一页收。签名、次序或内容不对的，整页退回。",
  times: (n: number) => `${grouped(n)} 次`,
  commands: "替本市的人和企业送过去的事",
  waiting: (n: number, oldestS: number | null) =>
    n === 0 ? "没有在路上的" : `${grouped(n)} 件在路上，最久的等了 ${durationOf(oldestS ?? 0)}`,
  unsettled: (refused: number, expired: number) =>
    `近 30 天那边没有办的 ${grouped(refused)} 件，过期没送到的 ${grouped(expired)} 件`,
  answers: "那边企业答复本市的人（近 90 天）",
  answersOf: ({ sent, answered, medianS, overdue }: Scoreboard["answers"]): string => {
    if (sent === 0) return "还没有人应聘";
    const parts = [`${grouped(sent)} 份应聘，答复了 ${grouped(answered)} 份`];
    if (medianS !== null) parts.push(`一半在 ${durationOf(medianS)} 内答复`);
    if (overdue > 0) parts.push(`${grouped(overdue)} 份过了期限还没答复`);
    return parts.join("，");
  },
  back: (city: string) => `回到和${city}的合作`,
  commandsTitle: (city: string) => `送到${city}的事`,
  commandsLead: "这里只有事情和时间，没有个人信息。送不到的会一直再送，直到过期；过期了会告诉本人。",
  command: (type: string) => COMMAND[type] ?? type,
  commandState: (state: SentCommand["state"]) => COMMAND_STATE[state],
  all: "全部",
  what: "什么事",
  state: "到哪一步",
  tries: "送了几次",
  since: "从什么时候",
  next: "下次再送",
  settled: "有结果",
  noCommands: "这里没有这样的事。",
  refusalsTitle: (city: string) => `退回的${city}的页`,
  refusalsLead: "退回一页不会丢东西：本机会再要一次。常常退回，请把这张表给两边的管理员看。",
  noRefusals: "近 7 天没有退回过。",
  when: "时间",
  log: "哪本记录",
  logOf: (stream: Refusal["stream"]) => (stream.endsWith("/public") ? "公开的" : "只给本市的"),
  fault: "哪里不对",
  faultOf: (fault: string) => FAULT[fault] ?? fault,
  seq: "第几条",
  answersTitle: (city: string) => `${city}的企业答复本市的人`,
  answersLead: "这里不显示是谁应聘的。",
  noAnswers: "近 90 天没有人应聘那边的岗位。",
  enterprisesTitle: (city: string) => `${city}给过来的企业`,
  enterprisesLead: "那边的总工会核实过的企业。点名字看它的岗位；要看营业执照，请问那边的总工会。",
  noEnterprises: "那边还没有企业给过来。",
  enterprise: "企业",
  erasuresTitle: (city: string) => `等${city}的删除回执`,
  erasuresLead:
    "本人收回了，或者到期了，那边还没有说已经删掉。这里不显示是谁的。三天没有回执，会提醒您打电话去问。",
  noErasures: "没有在等的回执。",
  erased: "什么资料",
  asked: "什么时候要求删的",
  posting: "岗位",
  applied: "应聘",
  answered: "答复",
  took: (seconds: number) => `用了 ${durationOf(seconds)}`,
  status: (line: AnswerLine) => (line.overdue ? "过了期限还没答复" : ANSWER[line.status]),
} as const;
