import { remembering } from "../../platform/core/text.ts";
import { BENEFITS, type BenefitCode, LAUNDRY_WORDS } from "./benefits.ts";
import { anyNumber, fold } from "./chinese.ts";
import { withoutCosts } from "./costs.ts";
import type { PayPeriod } from "./pay/words.ts";

export type Shift = "day" | "night" | "two" | "three" | "rotating";
export type Payday = "month" | "week" | "day";
export type RestDays = "two" | "one" | "alternate" | "monthly" | "rotating";
export type Insurance = "fiveAndFund" | "five" | "social" | "accident" | "none";

/** Working conditions of a posting. Null means not stated; false means stated as absent (不包住). */
export type ReadFacts = {
  shift: Shift | null;
  dormitory: boolean | null;
  coupleRoom: boolean | null;
  meals: boolean | null;
  bus: boolean | null;
  payday: Payday | null;
  /** Day of the month on which wages are paid (每月15日发工资). */
  paydayOfMonth: number | null;
  restDays: RestDays | null;
  /** Number of rest days per month, if stated (月休4天). */
  restDaysPerMonth: number | null;
  insurance: Insurance | null;
  pieceRate: boolean | null;
  posture: "sitting" | "standing" | null;
  laundry: boolean | null;
  dryingRoom: boolean | null;
  veteransWelcome: boolean | null;
  freeTraining: boolean | null;
  benefits: BenefitCode[];
};

type Choice<T> = readonly (readonly [T, RegExp])[];

const SHIFTS: Choice<Shift> = [
  ["three", /三班|四班三|三倒|3班/],
  ["two", /两班|二班|2班倒|两倒|白夜班|白班[、/和或]夜班|12小时倒/],
  ["rotating", /倒班|轮班/],
  ["day", /长白班|常白班|白班|正常班/],
  ["night", /夜班(?!补|津|费|餐)|晚班|大夜/],
];
const PAYDAYS: Choice<Payday> = [
  ["day", /日结|天结|当天结|做一天结一天/],
  ["week", /周结|每周结/],
  ["month", /月结|按月(?:发|结)|每月[^,;。]{0,6}发(?:放)?(?:工资|薪)|次月发/],
];
const RESTS: Choice<RestDays> = [
  ["alternate", /大小周|单双休/],
  ["two", /双休|做五休二|上五休二|五天工作制|周休二日|5天8小时|五天八小时/],
  ["one", /单休|做六休一|上六休一|周休一天|六天工作制/],
  ["monthly", /月休|每月休|公休/],
  ["rotating", /轮休|调休|排班休|上[一二三四]休[一二三四]/],
];
const INSURANCES: Choice<Insurance> = [
  ["none", /(?:不缴|不交|不上|无)(?:五险|社保|保险)|无五险一金/],
  ["fiveAndFund", /[五5六6]险[一二两]金|[五5六6]险.{0,3}公积金/],
  ["five", /[五5六6]险/],
  ["social", /社保|社会保险|养老保险|三险/],
  ["accident", /意外险|意外伤害|雇主责任险|工伤保险|商业险/],
];
const POSTURES: Choice<"sitting" | "standing"> = [
  ["sitting", /坐班岗|坐着(?:干|上班|工作)|坐姿|坐岗/],
  ["standing", /站着(?:干|上班|工作)|站姿|站立|站岗位/],
];
const NO = "(?:不|无|没有|未|不提供|无法提供)(?:包|管|提供|含)?";
const yesNo = (words: string): readonly [RegExp, RegExp] => [
  new RegExp(words),
  new RegExp(`${NO}(?:${words})`),
];
const DORMITORY = yesNo(
  "(?:包|管|供|提供|免费)(?:食|吃|三餐|餐|早中晚餐|工作餐)?[、和,]?住|食宿|吃住|包住宿|提供住宿|宿舍|包宿|夫妻房|公寓|提供住房|住宿(?!补|费)",
);
const MEALS = yesNo(
  "(?:包|管|供|提供|免费)(?:三餐|吃|食|餐|午餐|早餐|晚餐|中餐|一餐|两餐|工作餐|伙食)|食宿|吃住|工作餐|食堂|免费.{0,2}餐",
);
const BUS = yesNo("班车|通勤车|厂车|接送");
const COUPLE = yesNo("夫妻(?:房|间|宿舍)");
const PIECE = yesNo("计件|按件");
const LAUNDRY = yesNo(LAUNDRY_WORDS);
const DRYING = yesNo("烘干(?:房|间|室|机)|晾衣(?:房|间)|干燥室");
const VETERANS = yesNo("退役军人|退伍军人|退伍兵|退役士兵|军转|复员");
const TRAINING = yesNo("免费(?:提供)?(?:岗前|技能|专业)?培训|带薪(?:培训|学习)|包教包会|师傅带|师带徒");
const BENEFIT_PATTERNS = BENEFITS.map(([code, words]) => [code, yesNo(words)] as const);

function choose<T>(text: string, choices: Choice<T>): T | null {
  return choices.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

function yesOrNo(text: string, [yes, no]: readonly [RegExp, RegExp]): boolean | null {
  if (no.test(text)) return false;
  return yes.test(text) ? true : null;
}

function numberIn(text: string, pattern: RegExp, max: number): number | null {
  const value = anyNumber(pattern.exec(text)?.[1] ?? "");
  return value !== null && value >= 1 && value <= max ? value : null;
}

function readShift(text: string): Shift | null {
  const kept = text.replace(/(?:无|不用?上?|没有|免|无需)(?:夜班|晚班|倒班|轮班)/g, "");
  const named = choose(kept, SHIFTS);
  return named === "day" && /夜班(?!补|津|费|餐)/.test(kept) ? "two" : named;
}

const LODGING_COST = /(?:食宿|吃住|住宿|住房|宿舍)(?!押金)/;
const MEALS_COST = /食宿|食堂|吃住|吃饭|伙食|餐(?!具)/;

/**
 * Reads working conditions and benefits from all texts of one posting (福利, 要求, 备注, tags). A cost that the
 * worker bears (食宿自理) is no benefit.
 */
export const readFacts = (...texts: string[]): Readonly<ReadFacts> => factsIn(joined(texts));

/** Reads benefits and stated facts as a posting stores them: facts that are not stated are left out. */
export const readStated = (...texts: string[]): Stated => statedIn(joined(texts));

type Stated = { benefits: readonly BenefitCode[]; facts: Readonly<Record<string, unknown>> };

const joined = (texts: readonly string[]) => texts.map((part) => part.slice(0, 4000)).join(";");

const statedIn = remembering((text: string): Stated => {
  const { benefits, ...facts } = factsIn(text);
  return { benefits, facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)) };
});

const factsIn = remembering((said: string): Readonly<ReadFacts> => {
  const { text, costs } = withoutCosts(fold(said));
  return {
    shift: readShift(text),
    dormitory: yesOrNo(text, DORMITORY) ?? (LODGING_COST.test(costs) ? false : null),
    coupleRoom: yesOrNo(text, COUPLE),
    meals: yesOrNo(text, MEALS) ?? (MEALS_COST.test(costs) ? false : null),
    bus: yesOrNo(text, BUS),
    payday: choose(text, PAYDAYS),
    paydayOfMonth: numberIn(text, /(?:每月|次月|当月|下月)(\d{1,2}|[一二三十]{1,3})[日号]/, 31),
    restDays: choose(text, RESTS),
    restDaysPerMonth: numberIn(text, /(?:月休|每月休息?|每月公休)(\d{1,2}|[一二两三四五六七八九])[天日]/, 15),
    insurance: choose(text, INSURANCES),
    pieceRate: yesOrNo(text, PIECE),
    posture: choose(text, POSTURES),
    laundry: yesOrNo(text, LAUNDRY),
    dryingRoom: yesOrNo(text, DRYING),
    veteransWelcome: yesOrNo(text, VETERANS),
    freeTraining: yesOrNo(text, TRAINING),
    benefits: BENEFIT_PATTERNS.flatMap(([code, patterns]) => (yesOrNo(text, patterns) ? [code] : [])),
  };
});

/** Shifts, ways of payment and payday of a posting, as a search compares them. */
export type WorkTerms = {
  /** The shifts that the posting names. A night allowance counts as night shift. */
  shifts: Shift[];
  /** Units by which the employer counts wages. Piece work may stand beside a monthly figure. */
  payPeriods: PayPeriod[];
  /** When wages are paid out, if stated. */
  payday: Payday | null;
};

type Known = {
  title: string;
  payText: string | null;
  payPeriod: PayPeriod | null;
  facts: Readonly<Record<string, unknown>>;
  benefits: readonly string[];
};

const BY_THE_HOUR = /小时工|钟点工|时薪|按小时|计时工/;

/** Reads shifts and ways of payment from a posting's facts, and from its title and pay text. */
export function readWorkTerms({ title, payText, payPeriod, facts, benefits }: Known): WorkTerms {
  const named = readFacts(title, payText ?? "");
  const shifts = [facts.shift as Shift | undefined, named.shift];
  const piece = facts.pieceRate === true || named.pieceRate === true;
  const hourly = BY_THE_HOUR.test(fold(`${title};${payText ?? ""}`));
  return {
    shifts: [
      ...new Set<Shift>([
        ...shifts.flatMap((shift) => shift ?? []),
        ...(benefits.includes("nightAllowance") ? ["night" as const] : []),
      ]),
    ],
    payPeriods: [
      ...new Set<PayPeriod>([
        ...(payPeriod ? [payPeriod] : []),
        ...(piece ? ["piece" as const] : []),
        ...(hourly ? ["hour" as const] : []),
      ]),
    ],
    payday: (facts.payday as Payday | undefined) ?? named.payday,
  };
}
