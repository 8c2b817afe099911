import { type Amount, blankNoise, findAmounts, yuanOf } from "./amounts.ts";
import { chineseNumber, fold } from "./chinese.ts";
import { type Bounds, plausibleBounds, rangeYuan } from "./pay-bounds.ts";
import { type PayPeriod, type PayRole, readHead, readTail } from "./pay-words.ts";

export type { PayPeriod };
/** `text` is the source verbatim. The numbers are whole yuan per `period`. Null is unknown, never 0. */
export type Pay = {
  text: string;
  minYuan: number | null;
  maxYuan: number | null;
  period: PayPeriod | null;
  /** Number of monthly salaries per year, if stated (13薪); the lower number of 13-16薪. */
  months: number | null;
  negotiable: boolean;
};

type Figure = Bounds & { period: PayPeriod | null; role: PayRole; evidence: boolean };

const PERIOD_ORDER: readonly (PayPeriod | null)[] = ["month", "year", "day", "hour", "week", "piece", null];
const NEGOTIABLE = /面议|面谈|面洽|详谈|可谈|可议|商议|协商|电议|另议|议价|洽谈|negotiable/;
const SALARIES =
  /[·*x×,+(]?(?<![\d.])(1[2-9]|2\d|3[0-6])(?:-\d{1,2})?(?:个月)?(?:薪|工资)|[*x×](1[2-9]|2[0-4])(?!\d)/;
const SALARIES_SPELLED = /十[二三四五六七八](?=薪)/;
const RANGE = /^(?:元|块|圆)?(?:\/(?:人\/)?个?(?:月|天|日|年|小时|时|h|周|件|次))?\ufffd?-+¥?$/;

/** Matches blanks before words that begin another part of the pay (4000元 年终奖1万). */
const ANOTHER_PART = /\s+(?=年终|年底|全勤|满勤|餐补|话补|绩效|提成|奖金|补贴|另|包吃|五险|试用|转正|底薪)/g;

function canonical(text: string): string {
  // Blanks between two numbers become a separator (13800138000 4000元), except in a number such as 6 000.
  const spaced = text
    .normalize("NFKC")
    .replace(/(?<!\d)(\d{1,3}) (\d{3})(?!\d)/g, "$1$2")
    .replace(/(\d)\s+(?=\d)/g, "$1;")
    .replace(ANOTHER_PART, ";");
  return fold(spaced)
    .replace(/[‐‑‒–—―─━ー−〜∼~～]+|\.{2,}|…+|至(?![少多今])|到(?![手岗账位])/g, "-")
    .replace(/rmb|cny|人民币/g, "")
    .replace(/[¥$]/g, "¥");
}

function readMonths(text: string): { months: number | null; rest: string } {
  const hit = SALARIES.exec(text);
  if (hit) {
    const rest = `${text.slice(0, hit.index)} ${text.slice(hit.index + hit[0].length)}`;
    return { months: Number(hit[1] ?? hit[2]), rest };
  }
  const spelled = SALARIES_SPELLED.exec(text);
  if (spelled) return { months: chineseNumber(spelled[0]), rest: text.replace(`${spelled[0]}薪`, " ") };
  return { months: /双薪/.test(text) ? 13 : null, rest: text };
}

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

type Reading = { text: string; amounts: readonly Amount[]; salaries: boolean };

/**
 * Returns the figure (amount or range) that starts at one amount, and the number of amounts that it uses. The
 * figure's meaning is read from the words around it.
 */
function figureAt({ text, amounts, salaries }: Reading, at: number): { figure: Figure | null; used: number } {
  const first = amounts[at];
  if (first === undefined) return { figure: null, used: 1 };
  const next = amounts[at + 1];
  const gap = next === undefined ? null : text.slice(first.end, next.start);
  const second = gap !== null && next && joins(first, next, gap) ? next : undefined;
  const from = Math.max(amounts[at - 1]?.end ?? 0, text.slice(0, first.start).search(/[^,;。、|!?]*$/));
  const head = readHead(text.slice(from, first.start).replace(/¥$/, ""));
  const tail = readTail(text.slice((second ?? first).end));
  const inner = gap !== null && second ? readTail(gap).period : null;
  const named = tail.period ?? inner ?? head.period;
  const role = tail.role !== "total" ? tail.role : head.role;
  const bound = tail.bound ?? head.bound;
  let bounds: Bounds;
  if (second) {
    const small = named === "hour" || named === "day" || named === "piece";
    bounds = rangeYuan(first, second, { small, damaged: gap?.includes("\ufffd") ?? false });
    // 4000-6000+提成 keeps its upper figure; 4000-6000以上 has none.
    if (tail.bound === "min" && !tail.plus) bounds = { ...bounds, max: null };
  } else {
    const value = yuanOf(first.bare, first.unit);
    bounds = { min: bound === "max" ? null : value, max: bound === "min" ? null : value };
  }
  const low = bounds.min ?? bounds.max;
  const period = named ?? (low === null ? null : overallPeriod(text, low));
  const written = tail.currency || first.unit !== null || second?.unit != null;
  const settled = plausibleBounds(bounds, { stated: period, written, salaries });
  const evidence = written || named !== null || head.named || bound !== null || second !== undefined;
  return { figure: settled && { ...settled, role, evidence }, used: second ? 2 : 1 };
}

function rank(figure: Figure): number {
  const closed = figure.min !== null && figure.max !== null;
  if (figure.role === "total") return closed ? 0 : 1;
  return figure.role === "base" ? 2 : 3;
}

/**
 * Chooses the pay of a text among its figures. A total comes before a base salary, and a base salary before
 * trial pay. Figures of the same rank and period are joined.
 */
function choose(all: readonly Figure[]): Figure | null {
  const pay = all.filter((figure) => figure.role !== "extra");
  const usable = pay.some((figure) => figure.evidence)
    ? pay.filter((figure) => figure.evidence)
    : pay.slice(0, 1);
  const best = Math.min(...usable.map(rank));
  const same = usable.filter((figure) => rank(figure) === best);
  const period = PERIOD_ORDER.find((one) => same.some((figure) => figure.period === one)) ?? null;
  const joined = same.filter((figure) => figure.period === period);
  const head = joined[0];
  if (head === undefined) return null;
  const mins = joined.flatMap((figure) => (figure.min === null ? [] : [figure.min]));
  const maxs = joined.flatMap((figure) => (figure.max === null ? [] : [figure.max]));
  const min = mins.length > 0 ? Math.min(...mins) : null;
  const max = maxs.length > 0 ? Math.max(...maxs) : null;
  return min !== null && max !== null && min > max ? head : { ...head, min, max };
}

/**
 * Reads pay as job boards, sheets and people write it (1-1.5万·13薪, 底薪3500+提成，年薪10-15万, 计件，4000-7000元). Never
 * throws. Figures are rounded outwards to whole yuan.
 * A daily or hourly figure is never converted to a monthly one. `period` is null if neither words nor size
 * indicate one.
 */
export function parsePay(text: string): Pay {
  const source = canonical(text.slice(0, 500));
  const { months, rest } = readMonths(source);
  const body = blankNoise(rest);
  const amounts = findAmounts(body);
  const figures: Figure[] = [];
  for (let at = 0; at < amounts.length; ) {
    const { figure, used } = figureAt({ text: body, amounts, salaries: months !== null }, at);
    if (figure) figures.push(figure);
    at += used;
  }
  const found = choose(figures);
  const min = found?.min == null ? null : Math.floor(found.min);
  const max = found?.max == null ? null : Math.ceil(found.max);
  // Pay below one yuan (0.8-1.2元/件) cannot be given in whole yuan.
  return {
    text,
    minYuan: min === 0 ? null : min,
    maxYuan: min === 0 ? null : max,
    period: found?.period ?? null,
    months: found ? months : null,
    negotiable: NEGOTIABLE.test(source),
  };
}

/**
 * Returns monthly yuan for comparison. Monthly pay is unchanged and yearly pay divided by 12; other periods
 * give null, never an estimate.
 */
export function monthlyRange(pay: Pick<Pay, "minYuan" | "maxYuan" | "period">): {
  minYuan: number | null;
  maxYuan: number | null;
} | null {
  if (pay.period === "month") return { minYuan: pay.minYuan, maxYuan: pay.maxYuan };
  if (pay.period !== "year") return null;
  const share = (yuan: number | null): number | null => (yuan === null ? null : Math.round(yuan / 12));
  return { minYuan: share(pay.minYuan), maxYuan: share(pay.maxYuan) };
}
