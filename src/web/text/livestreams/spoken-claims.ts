import type { ClaimView, Topic, Verdict } from "../../../livestreams/index.ts";
import { BENEFIT, FACT } from "../common.ts";
import { grouped, PAY_UNIT } from "../format.ts";

/** Names of the verdicts about one statement. */
const VERDICT: Record<Verdict, string> = {
  fee: "涉嫌收费",
  discrimination: "涉嫌歧视",
  abovePosting: "高于岗位",
  differs: "和岗位不一样",
  belowPosting: "低于岗位",
  notInPosting: "岗位没写",
  unclear: "说不准",
  matches: "一致",
};

/** Sentences about one statement, with the places {name}, {said} and {written}. */
const SENTENCE: Record<Verdict, string> = {
  fee: "主播说到“{said}”。找工作不用交钱，也不用押证件、押工资。",
  discrimination: "主播说到“{said}”。招工不能这样限制人。",
  abovePosting: "{name}：主播说{said}，岗位写的是{written}。",
  differs: "{name}：主播说{said}，岗位写的是{written}。",
  belowPosting: "{name}：主播说{said}，岗位写的是{written}。",
  notInPosting: "{name}：主播说{said}，岗位没写。",
  unclear: "{name}：主播说{said}，岗位写的是{written}，没法直接比。",
  matches: "{name}：主播说{said}，岗位也这样写。",
};

/** Name of a subject, and the texts of its values. `number` has the place {n}. */
type Subject = { name: string; values?: Record<string, string>; number?: string };
const has = (name: string): Subject => ({ name, values: { true: "有", false: "没有" } });
const fact = (code: string): Subject => ({
  name: FACT[code]?.name ?? code,
  ...(FACT[code]?.values && { values: FACT[code].values }),
});

const SUBJECT: Record<Topic, Subject> = {
  pay: { name: "工资" },
  trialPay: { name: "试用期工资" },
  dormitory: fact("dormitory"),
  meals: fact("meals"),
  coupleRoom: has("夫妻房"),
  bus: fact("bus"),
  laundry: fact("laundry"),
  dryingRoom: fact("dryingRoom"),
  freeTraining: has("免费培训"),
  veteransWelcome: { name: "退役军人", values: { true: "欢迎", false: "没有优先" } },
  pieceRate: { name: "计件", values: { true: "是计件", false: "不是计件" } },
  shift: fact("shift"),
  noNights: { name: "夜班", values: { ...fact("shift").values, true: "不上夜班" } },
  payday: fact("payday"),
  paydayOfMonth: { name: "发薪日", number: "每月 {n} 日" },
  restDays: fact("restDays"),
  restDaysPerMonth: { name: "每月休息", number: "{n} 天" },
  insurance: fact("insurance"),
  posture: fact("posture"),
  benefit: { name: "福利", values: BENEFIT },
  fee: { name: "收费" },
  discrimination: { name: "歧视" },
};

/** Words from which a finding's sentence is built, by the server and in the browser. */
export const CLAIM_WORDS = {
  verdict: VERDICT,
  sentence: SENTENCE,
  subject: SUBJECT,
  unit: PAY_UNIT,
  yuan: "元",
  from: "{n} {unit}起",
  upTo: "{n} {unit}以内",
  quote: "主播说：“{said}”",
  decides: "以岗位为准。",
  corrected: "主播已更正：",
} as const;

type Finding = ClaimView["findings"][number];
type Value = Finding["said"];

const fill = (text: string, places: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (all, name: string) => places[name] ?? all);

/** Returns the text of a value: what was said of a subject, or what the posting says of it. */
function valueText(topic: Topic, value: Value): string {
  const { values, number } = SUBJECT[topic];
  if (typeof value === "object") {
    const { minYuan: min, maxYuan: max, period } = value;
    const unit = period ? PAY_UNIT[period] : CLAIM_WORDS.yuan;
    if (min !== null && max !== null)
      return min === max ? `${grouped(min)} ${unit}` : `${grouped(min)}–${grouped(max)} ${unit}`;
    return fill(min !== null ? CLAIM_WORDS.from : CLAIM_WORDS.upTo, { n: grouped(min ?? max ?? 0), unit });
  }
  if (typeof value === "number" && number) return fill(number, { n: String(value) });
  return values?.[String(value)] ?? String(value);
}

/** Sets a figure apart from the words before it. */
const apart = (text: string): string => (/^\d/.test(text) ? ` ${text}` : text);

/** Returns one finding as a sentence. The browser's copy is in `player/claims.js`. */
export function findingText({ topic, verdict, said, written }: Finding): string {
  const template = SENTENCE[written === null && verdict === "unclear" ? "notInPosting" : verdict];
  return fill(template, {
    name: SUBJECT[topic].name,
    said: apart(valueText(topic, said)),
    written: written === null ? "" : apart(valueText(topic, written)),
  });
}

export const quoteText = (said: string): string => fill(CLAIM_WORDS.quote, { said });

/** Texts of the checks on public pages. */
export const CLAIMS = {
  title: "口播核对",
  lead: "工会把主播说的和岗位写的对一遍。两边不一样的，以岗位为准。",
  none: "还没有核对。",
  more: "看全部核对",
  back: "回到直播",
} as const;

/** Texts of the control room's page of checks. */
export const CLAIM_CONTROL = {
  title: "口播核对",
  lead: "主播说了什么，照原话写在这里。结果马上出来，看直播的人也看得到。",
  pinned: (title: string) => `正在讲：${title}`,
  nothingPinned: "现在没有在讲岗位，请选一个岗位。",
  early: "开播以后才能核对。",
  /** Labels of the form, by field. */
  labels: { said: "主播说了什么", postingId: "岗位", presenter: "主播" },
  saidHint: "照原话写，例如：月薪八千到一万，包住",
  current: "正在讲的岗位",
  choose: "请选岗位",
  past: "（讲过，已下架）",
  unnamed: "不说是谁",
  check: "核对",
  correct: "主播已更正",
  correction: "主播怎么更正的",
  withdraw: "打错了，撤回",
  reason: "哪里打错了",
  gone: "已撤回",
  list: "核对过的",
  none: "还没有核对过。",
  marked: (names: string) => `还有没办结的：${names}`,
  back: "回到流程单",
  typed: "写下的话",
  done: {
    check: "核对好了，看直播的人也看得到。",
    correct: "已记下更正。",
    withdraw: "已撤回，观众看不到了。",
  },
} as const;

/** Texts of presenters' marks: fees and forbidden words on air. */
export const MARKS = {
  title: "直播里的问题话",
  lead: "主播说到收费或者歧视的话，要在一天内处理，并写下怎么处理的。",
  count: ({ open, overdue }: { open: number; overdue: number }) =>
    `有 ${open} 条直播里的问题话等处理${overdue > 0 ? `，其中 ${overdue} 条超时` : ""}`,
  empty: "没有要处理的。",
  open: "等处理",
  due: (deadline: string) => `请在 ${deadline}处理`,
  overdue: "已超时",
  closed: (note: string) => `已办结：${note}`,
  presenter: (name: string) => `主播：${name}`,
  note: "怎么处理的",
  close: "办结",
  done: "已办结。",
} as const;
