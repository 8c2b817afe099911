import { type Pay, parsePay } from "../../postings/index.ts";
import type { Filter } from "../filter.ts";
import { matchAt, type Read } from "./pieces.ts";

const DIGITS = "(?:\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?)";
const SPELT =
  "[一二两三四五六七八九十][一二两三四五六七八九十零]*[百千万](?:(?!一个?[天月小周年])[一二两三四五六七八九零百千])*";
/** 二十 to 九十九, as in 一小时二十. */
const TENS = "[二三四五六七八九]?十[一二三四五六七八九]?";
const AMOUNT = `(?:${DIGITS}\\s?(?:[千万百]\\d?|[kw](?![a-z]))?|${SPELT}|${TENS})`;
const TO = "\\s?(?:-|~|—|–|−|到|至|、)\\s?";
const YUAN = "(?:元|块钱|块|圆|rmb)";
const PERIOD = "(?:月|天|日|小时|钟头|时|周|星期|年)";
const PER = `(?:(?:/|每|一)个?(?:${PERIOD}|h(?![a-z])))`;
const NOUN = `(?:税[前后]|(?:月|年|日|周|时)?(?:综合|平均)?(?:薪资|薪水|薪酬|工资|收入|薪)|待遇|底薪|保底|[月年]入|小时工|到手|实发|日结|周结|[每一]个?${PERIOD}|[挣赚拿开给])`;
const BOUND =
  "(?:不低于|不少于|不小于|不超过|不高于|至少|最少|最低|起码|高于|超过|大于|多于|低于|少于|最多|最高|大概|大约|差不多|约|能|可以|达到|达|到|有|要|得|在|[><≥≤]=?)";
const AFTER = "(?:(?:及|或|含)?以[上下内]|起步?|往上|朝上|打底|保底|左右|上下|之间|\\+|多)";
const PAY_WORD = "(?:的?(?:工资|月薪|年薪|薪资|薪水|收入|待遇|底薪))";

const WISH = new RegExp(
  `(?<noun>(?:${NOUN}[\\s:]?){0,3})(?<before>(?:${BOUND}\\s?){0,2})(?<verb>[挣赚拿开给]?)(?<low>${AMOUNT})[来多]?(?<lowYuan>${YUAN}?)(?:${TO}(?<high>${AMOUNT}))?` +
    `(?<yuan>\\s?${YUAN}?)(?<per>${PER}?)(?<after>(?:\\s?${AFTER}){0,2})(?<perLater>${PER}?)(?<word>${PAY_WORD}?)`,
  "y",
);
/** Matches pay above ten thousand, without a figure. */
const TEN_THOUSAND =
  /(?:月薪|月入|工资|收入|薪资|每月|一个月)*(?:能|要)?(?:[过上破]万|万元以上)(?:的?(?:月薪|工资|收入))?/y;
/** Matches what follows a number that is no pay. */
const NO_PAY =
  /\s*(?:[岁人名公米吨座号路级届平度家点楼后条栋期班]|年(?!薪)|个(?!月)|天(?!工)|小时(?!工)|cm|kg|km)/y;
const CEILING = /不超过|不高于|(?<!不)低于|(?<!不)少于|最多|最高|以下|以内|[<≤]/;
const AROUND = /大概|大约|差不多|约|左右|上下/;
const FLOOR = /以上|起|往上|朝上|打底|\+/;
const AROUND_SHARE = 0.1;
/** Figures that count as a wish for monthly pay without any other word: 司机 8000. */
const BARE_YUAN = { min: 1500, max: 50_000, step: 100 };

type Bounds = { min: number; max: number | null };

function boundsOf({ minYuan, maxYuan }: Pay, span: string): Bounds | null {
  const low = minYuan ?? maxYuan;
  if (low === null) return null;
  const range = minYuan !== null && maxYuan !== null && minYuan !== maxYuan;
  if (CEILING.test(span)) return { min: 0, max: maxYuan ?? low };
  if (range) return { min: low, max: FLOOR.test(span) ? null : maxYuan };
  if (AROUND.test(span))
    return { min: Math.round(low * (1 - AROUND_SHARE)), max: Math.round(low * (1 + AROUND_SHARE)) };
  return { min: low, max: null };
}

/** Converts pay to filters. An upper bound of daily or hourly pay has no filter, so it is ignored. */
function filterOf(pay: Pay, { min, max }: Bounds): Partial<Filter> | null {
  const { period } = pay;
  if (period === "day") return { payPeriod: ["day"], ...(min > 0 ? { dayPayMin: min } : {}) };
  if (period === "hour") return { payPeriod: ["hour"], ...(min > 0 ? { hourPayMin: min } : {}) };
  if (period !== "month" && period !== "year") return null;
  const share = (yuan: number) => Math.round(period === "year" ? yuan / 12 : yuan);
  return { ...(min > 0 ? { payMin: share(min) } : {}), ...(max === null ? {} : { payMax: share(max) }) };
}

const digitOf = (char: string | undefined) => (char ? "零一二三四五六七八九".indexOf(char) : null);

/** Writes 二十五 as 25, because a pay text has no such figure. */
const inDigits = (figure: string): string =>
  figure.replace(/^([二三四五六七八九])?十([一二三四五六七八九])?$/, (_all, tens?: string, ones?: string) =>
    String((digitOf(tens) ?? 1) * 10 + (digitOf(ones) ?? 0)),
  );

const isBare = (figure: string, next: string): boolean => {
  const yuan = Number(figure);
  const { min, max, step } = BARE_YUAN;
  return yuan >= min && yuan <= max && yuan % step === 0 && /^(?:$|[\s的,;。!?+-])/.test(next);
};

/**
 * Reads a wish for pay: 月薪8000以上, 不低于6000, 5000左右, 8k起, 五六千, 一天200. A figure alone is a lower bound.
 * Around a figure means up to a tenth less or more. Returns null if the text at `at` is no wish for pay.
 */
export function readWish(text: string, at: number): Read<Partial<Filter>> | null {
  const tenThousand = matchAt(TEN_THOUSAND, text, at);
  if (tenThousand) return { end: at + tenThousand.length, value: { payMin: 10_000 } };
  WISH.lastIndex = at;
  const found = WISH.exec(text);
  const parts = found?.groups;
  if (!found || !parts) return null;
  const [span] = found;
  const end = at + span.length;
  const figure = `${inDigits(parts.low ?? "")}${parts.high ? `-${parts.high}` : ""}`;
  const unit = `${parts.yuan || parts.lowYuan}`.trim();
  const named =
    parts.noun || parts.before || parts.verb || unit || parts.per || parts.after || parts.perLater;
  const scaled = /[百千万kw]/.test(figure) || parts.high !== undefined;
  if (!unit && !parts.per && !parts.perLater && matchAt(NO_PAY, text, end)) return null;
  if (!named && !scaled && !isBare(figure, text.slice(end))) return null;
  const noun = parts.word?.includes("年") ? "年薪" : parts.noun;
  const pay = parsePay(`${noun}${figure}${unit}${parts.per || parts.perLater}`);
  const bounds = boundsOf(pay, span);
  const value = bounds && filterOf(pay, bounds);
  if (!value) return null;
  return { end, value: /日结/.test(parts.noun ?? "") ? { ...value, payday: ["day"] } : value };
}
