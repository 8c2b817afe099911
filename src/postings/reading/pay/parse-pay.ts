import { remembering } from "../../../platform/core/text.ts";
import { blankNoise, findAmounts } from "./amounts.ts";
import { foreignThroughout } from "./currency.ts";
import { type Figure, readFigures } from "./figures.ts";
import { canonical, readMonths } from "./text.ts";
import type { PayPeriod } from "./words.ts";

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
  /** Name of the foreign currency in which the pay is stated, as written. Absent for pay in yuan. */
  foreignCurrency?: string;
};

const PERIOD_ORDER: readonly (PayPeriod | null)[] = ["month", "year", "day", "hour", "week", "piece", null];
const NEGOTIABLE = /面议|面谈|面洽|详谈|可谈|可议|商议|协商|电议|另议|议价|洽谈|negotiable/;

function rank(figure: Figure): number {
  const closed = figure.min !== null && figure.max !== null;
  if (figure.role === "total") return closed ? 0 : 1;
  return figure.role === "base" ? 2 : 3;
}

/**
 * Chooses the pay of a text among its figures. A total comes before a base salary, and a base salary before
 * trial pay. Figures of the same rank and period are joined.
 */
function choose(pay: readonly Figure[]): Figure | null {
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
 * Returns the figures in yuan. If the pay is stated in a foreign currency, a figure is in yuan only if 元 or
 * 人民币 is written with it. A foreign figure that converts the yuan before it (约1100美元) changes nothing.
 */
function inYuan(pay: readonly Figure[], throughout: boolean): { figures: Figure[]; foreign: boolean } {
  if (throughout) return { figures: [], foreign: true };
  const foreign = pay.some((figure) => figure.money === "foreign" && !figure.converts);
  const figures = pay.filter(({ money }) => money === "yuan" || (money === null && !foreign));
  return { figures, foreign };
}

/**
 * Reads pay as job boards, sheets and people write it (1-1.5万·13薪, 底薪3500+提成，年薪10-15万, 计件，4000-7000元). Never
 * throws. Figures are rounded outwards to whole yuan. Pay in another currency has no figures.
 * A daily or hourly figure is never converted to a monthly one. `period` is null if neither words nor size
 * indicate one.
 */
export const parsePay = remembering((text: string): Readonly<Pay> => {
  const source = canonical(text.slice(0, 500));
  const { months, rest } = readMonths(source.text);
  const body = blankNoise(rest);
  const amounts = findAmounts(body);
  const read = readFigures({ text: body, amounts, salaries: months !== null });
  const pay = read.filter((figure) => figure.role !== "extra");
  const starts = amounts.map(({ start }) => start);
  const { figures, foreign } = inYuan(pay, source.foreign !== null && foreignThroughout(body, starts));
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
    negotiable: NEGOTIABLE.test(source.text),
    ...(foreign && source.foreign ? { foreignCurrency: source.foreign } : {}),
  };
});

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
