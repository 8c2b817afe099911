import { shanghaiDay } from "../../platform/core/clock.ts";
import { type PayView, payTerms } from "../../postings/index.ts";
import { COMMON } from "./common.ts";

export {
  formatDate,
  formatDateInFull,
  formatDeadline,
  formatSpan,
  formatSpanInFull,
  formatTime,
  formatTimeInFull,
} from "./dates.ts";

/**
 * Groups the digits of a number by thousands: 12,345.5. `toLocaleString` loads data of all languages for
 * that, which delays the first page after a start.
 */
export function grouped(n: number): string {
  const [whole = "", fraction] = String(n).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction ? `${groups}.${fraction}` : groups;
}

export const PAY_UNIT = {
  hour: "元/小时",
  day: "元/天",
  week: "元/周",
  month: "元/月",
  year: "元/年",
  piece: "元/件",
} as const;

function range(min: number | null, max: number | null, unit: string): string {
  if (min !== null && max !== null)
    return min === max ? `${grouped(min)} ${unit}` : `${grouped(min)}–${grouped(max)} ${unit}`;
  if (min !== null) return `${grouped(min)} ${unit}起`;
  if (max !== null) return `${grouped(max)} ${unit}以内`;
  return "";
}

const wan = (n: number) => Number((n / 10_000).toFixed(2));

/**
 * Formats pay. Unknown pay is 来源未提供, never 0. Yearly pay is shown per month with 约, and the yearly sum in
 * brackets.
 */
export function formatPay(pay: PayView): string {
  const { minYuan, maxYuan, period, months, negotiable, text } = pay;
  if (minYuan === null && maxYuan === null) return negotiable ? "面议" : text?.trim() || COMMON.unknown;
  const tail = months ? ` · ${months}薪` : "";
  if (period === "year") {
    const monthly = range(
      minYuan && Math.round(minYuan / 12),
      maxYuan && Math.round(maxYuan / 12),
      PAY_UNIT.month,
    );
    const yearly =
      minYuan !== null && maxYuan !== null
        ? `${wan(minYuan)}–${wan(maxYuan)}`
        : `${wan(minYuan ?? maxYuan ?? 0)}`;
    return `约 ${monthly}（${yearly} 万/年）${tail}`;
  }
  return range(minYuan, maxYuan, period ? PAY_UNIT[period] : "元") + tail;
}

/** Formats pay with what its source says besides: 4,500–7,000 元/月 · 计件 · 包吃住. */
export const formatPayInFull = (pay: PayView): string => [formatPay(pay), ...payTerms(pay)].join(" · ");

/**
 * Returns the source's text if the formatted figures leave something of it out; null if they say all, or if
 * it is shown instead of figures.
 */
export const paySource = (pay: PayView): string | null =>
  payTerms(pay).length > 0 ? (pay.text?.trim() ?? null) : null;

const bare = (text: string) => text.normalize("NFKC").replace(/[\s,，·~～—–-]/g, "");

/**
 * Returns the pay as the source writes it, to stand beside the figures that were read from it; null if the
 * figures say the same, or if the text stands in their place.
 */
export const payAsWritten = (pay: PayView): string | null => {
  const text = pay.text?.trim();
  return text && hasPay(pay) && bare(text) !== bare(formatPay(pay)) ? text : null;
};

/** True if the pay has a lower or an upper bound. */
export const hasPay = (pay: PayView): boolean => pay.minYuan !== null || pay.maxYuan !== null;

/** Formats the reference of a record that people read out: the last eight characters of its id. */
export const formatReference = (id: string): string => id.slice(-8).toUpperCase();

/** Formats the age of an instant in days of Shanghai: 今天, 昨天 or 3 天前. */
export function formatAge(value: string | Date, now: Date): string {
  const day = (date: Date) => Date.parse(shanghaiDay(date)) / 86_400_000;
  const days = day(now) - day(new Date(value));
  if (days <= 0) return "今天";
  if (days === 1) return "昨天";
  return `${days} 天前`;
}

/** Returns the first number of a contact's phones, to call it. */
export const firstPhone = (phones: string): string => /\+?\d[\d-]{4,}/.exec(phones)?.[0] ?? phones;

const PEOPLE_RANGE = /^\D*?(\d{1,4})\s*[名人位个]?\s*[-~～—–至到]+\s*(\d{1,4})\D*$/;

/** Formats the number of people wanted. A range stays a range: 3–5 人. */
export function formatHeadcount(posting: { headcount: number | null; headcountText: string | null }): string {
  const [, low, high] = PEOPLE_RANGE.exec(posting.headcountText?.normalize("NFKC") ?? "") ?? [];
  if (low && Number(high) === posting.headcount) return `${Number(low)}–${posting.headcount} 人`;
  if (posting.headcount !== null) return `${posting.headcount} 人`;
  return posting.headcountText?.trim() || COMMON.unknown;
}

export function formatExperience(minMonths: number | null): string | null {
  if (minMonths === null) return null;
  if (minMonths === 0) return "经验不限";
  return minMonths % 12 === 0 ? `${minMonths / 12} 年以上经验` : `${minMonths} 个月以上经验`;
}

const SHORT = 60;

/** Shortens a text for a list, to 60 characters and an ellipsis. The record has the whole text. */
export const shorten = (text: string): string => {
  const characters = [...text];
  return characters.length > SHORT ? `${characters.slice(0, SHORT - 1).join("")}…` : text;
};
