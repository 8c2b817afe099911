/** Reads the figures (amounts and ranges) of a pay text, with the meaning that the words around them give. */
import { type Amount, yuanOf } from "./amounts.ts";
import { type Bounds, plausibleBounds, rangeYuan } from "./bounds.ts";
import { CONVERTED, type Money, moneyOf } from "./currency.ts";
import { type PayPeriod, type PayRole, readHead, readTail } from "./words.ts";

export type Figure = Bounds & {
  period: PayPeriod | null;
  role: PayRole;
  evidence: boolean;
  money: Money;
  /** True if the figure may only convert the one before it: 8000元（约1100美元）. */
  converts: boolean;
};

const RANGE = /^(?:元|块|圆|¤)?(?:\/(?:人\/)?个?(?:月|天|日|年|小时|时|h|周|件|次))?\ufffd?-+[¥圆¤]?$/;

/**
 * Returns a period that is named elsewhere in the text (日结，150-200), or null. The figure must fit the period.
 */
function overallPeriod(text: string, low: number): PayPeriod | null {
  if (low < 1000 && low >= 20 && /日结|日薪|按天|天结/.test(text)) return "day";
  if (low < 300 && /时薪|小时工|按小时/.test(text)) return "hour";
  if (low >= 20_000 && /年薪|年收入|年包/.test(text)) return "year";
  if (low >= 300 && /月薪|月工资|每月|\/月|月收入/.test(text)) return "month";
  return null;
}

/** Returns true if two amounts form one range: 六七千, 7、8千, 5000元-8000元. */
function joins(first: Amount, second: Amount, gap: string): boolean {
  if (gap === "、" || gap === ",") {
    return first.unit === null && (second.unit ?? 1) > 1 && first.bare < 10 && second.bare === first.bare + 1;
  }
  return gap === "" || RANGE.test(gap);
}

export type Reading = { text: string; amounts: readonly Amount[]; salaries: boolean };

/**
 * Returns the figure (amount or range) that starts at one amount, and the number of amounts that it uses. A
 * figure in a foreign currency has no bounds.
 */
function figureAt({ text, amounts, salaries }: Reading, at: number): { figure: Figure | null; used: number } {
  const first = amounts[at];
  if (first === undefined) return { figure: null, used: 1 };
  const next = amounts[at + 1];
  const gap = next === undefined ? null : text.slice(first.end, next.start);
  const second = gap !== null && next && joins(first, next, gap) ? next : undefined;
  const used = second ? 2 : 1;
  const clause = text.slice(0, first.start).search(/[^,;。、|!?]*$/);
  const previous = amounts[at - 1]?.end ?? 0;
  const before = text.slice(Math.max(previous, clause), first.start);
  const head = readHead(before.replace(/[¥圆¤]$/, ""));
  const rest = text.slice((second ?? first).end);
  const tail = readTail(rest);
  const inner = gap !== null && second ? readTail(gap).period : null;
  const money = moneyOf({
    before,
    follows: at > 0 && previous >= clause,
    between: second ? (gap ?? "") : "",
    after: { yuan: tail.currency, foreign: tail.foreign, text: rest },
  });
  const role = tail.role !== "total" ? tail.role : head.role;
  const converts = at > 0 && CONVERTED.test(before);
  if (money === "foreign") {
    const figure = { min: null, max: null, period: null, role, evidence: true, money, converts };
    return { figure, used };
  }
  const named = tail.period ?? inner ?? head.period;
  const bound = tail.bound ?? head.bound;
  let bounds: Bounds;
  if (second) {
    bounds = rangeYuan(first, second, { period: named, damaged: gap?.includes("\ufffd") ?? false });
    // 4000-6000+提成 keeps its upper figure; 4000-6000以上 has none.
    if (tail.bound === "min" && !tail.plus) bounds = { ...bounds, max: null };
  } else {
    const value = yuanOf(first.bare, first.unit);
    bounds = { min: bound === "max" ? null : value, max: bound === "min" ? null : value };
  }
  const low = bounds.min ?? bounds.max;
  const period = named ?? (low === null || tail.otherPeriod ? null : overallPeriod(text, low));
  const written = tail.currency || first.unit !== null || second?.unit != null;
  const settled = plausibleBounds(bounds, { stated: period, written, salaries, guess: !tail.otherPeriod });
  const evidence = written || named !== null || head.named || bound !== null || second !== undefined;
  return { figure: settled && { ...settled, role, evidence, money, converts }, used };
}

/** Returns all figures of a text after `canonical` and `blankNoise`, in text order. */
export function readFigures(reading: Reading): Figure[] {
  const figures: Figure[] = [];
  for (let at = 0; at < reading.amounts.length; ) {
    const { figure, used } = figureAt(reading, at);
    if (figure) figures.push(figure);
    at += used;
  }
  return figures;
}
