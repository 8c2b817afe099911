import { parsePay } from "../../../postings/index.ts";
import { asList, isObject, type Json, type JsonObject, textOf } from "./values.ts";

/** Names of periods in lower case, without "per", "ly" and blanks, and codes of UN/CEFACT and ISO 8601. */
const UNITS: readonly (readonly [string, RegExp])[] = [
  ["小时", /^(?:hours?|hr|hur|h|pt1h|小?时|时薪|钟头)$/],
  ["天", /^(?:days?|dai|d|p1d|天|日|日薪|工作日)$/],
  ["周", /^(?:weeks?|wee|wk|w|p1w|p7d|周|星期|周薪)$/],
  ["月", /^(?:months?|mon|mo|m|p1m|月|个月|月薪)$/],
  ["年", /^(?:years?|annum|annual|ann|yr|y|p1y|p12m|年|年薪)$/],
  ["件", /^(?:pieces?|件|次|单)$/],
  ["班", /^(?:shifts?|班)$/],
];
const YUAN = /^(?:(?:cn)?[¥￥]|cn[yh]|rmb|人民币|元|圆|yuan|renminbi|chinese|中国|[\s()（）/.-])+$/i;
/** Matches words in a pay text that name its period. */
const STATES_PERIOD =
  /[/每一](?:小时|钟头|时|天|日|周|月|年|件)|[时日周月年]薪|\b(?:per|an?|\/)\s*(?:hour|day|week|month|year|annum)|\b(?:hour|dai|week|month|year|annual)ly\b/i;

function unitWord(text: string): string {
  const bare = text
    .toLowerCase()
    .replace(/^https?:\/\/.*\//, "")
    .replace(/^(?:per\s*|an?\s+|每|\/)|[\s_]/g, "")
    .replace(/^daily$/, "day")
    .replace(/ly$/, "");
  return UNITS.find(([, pattern]) => pattern.test(bare))?.[0] ?? text;
}

type Stated = { unit: string; currency: string; min: string; max: string; one: string };

/**
 * Collects what an amount and the values inside it state. An inner value takes precedence over an outer one.
 */
function collect(amount: Json | undefined): Stated {
  const nodes: JsonObject[] = [];
  let inner = amount;
  for (; isObject(inner); inner = asList(inner.value ?? inner["@value"] ?? inner.price)[0])
    nodes.unshift(inner);
  const first = (...keys: string[]) =>
    nodes.flatMap((node) => keys.map((key) => textOf(node[key]).trim())).find((text) => text !== "") ?? "";
  return {
    unit: first("unitText", "unitCode", "duration"),
    currency: first("currency", "priceCurrency", "salaryCurrency"),
    min: numberText(first("minValue", "minPrice")),
    max: numberText(first("maxValue", "maxPrice")),
    one: numberText(textOf(inner).trim() || first("median")),
  };
}

/** Writes a number without separators. Keeps other text; zero is no amount. */
function numberText(text: string): string {
  const parsed = Number(text.replaceAll(",", ""));
  if (text === "" || !Number.isFinite(parsed)) return text;
  return parsed > 0 ? String(parsed) : "";
}

/** Returns the figures as one text, and the bound (以上, 以下) that follows the currency. */
function figuresOf({ min, max, one }: Stated): { figures: string; bound: string } {
  if (min && max) return { figures: min === max ? min : `${min}-${max}`, bound: "" };
  if (min) return { figures: min, bound: "以上" };
  if (max) return { figures: max, bound: "以下" };
  return { figures: one, bound: "" };
}

/**
 * Converts schema.org pay (MonetaryAmount, QuantitativeValue, PriceSpecification or text) to text as in
 * Chinese job sheets: `5000-8000元/月`, `3000元以上/月`. Unit and currency count wherever they stand, also for a
 * range that is written as text. A currency other than yuan is shown by its code. Of several amounts the one
 * in yuan is taken. `currency` is the posting's own, for amounts without one.
 */
export function payText(value: Json | undefined, currency = ""): string {
  const all = asList(value).map(collect);
  const stated = all.find((one) => YUAN.test(one.currency)) ?? all[0];
  if (!stated) return "";
  const { figures, bound } = figuresOf(stated);
  if (!/[\d一二三四五六七八九]/.test(figures)) return figures;
  const named = (stated.currency || currency).trim();
  const foreign = named !== "" && !YUAN.test(named);
  // A text that ends with a number or its unit lacks only 元; another one states its currency itself.
  const yuan = !foreign && /[\d万千kw]$/i.test(figures) && (named !== "" || /^[\d.\s-]+$/.test(figures));
  const unit = stated.unit === "" || STATES_PERIOD.test(figures) ? "" : `/${unitWord(stated.unit)}`;
  const text = `${figures}${yuan ? "元" : ""}${bound}${unit}`;
  return foreign ? inForeign(named.replace(/^https?:\/\/.*[/#]/, "").toUpperCase(), text) : text;
}

/** Puts the currency before the figures, and 外币 before a code that the reader of pay does not know. */
function inForeign(code: string, text: string): string {
  const named = `${code} ${text}`;
  return parsePay(named).foreignCurrency ? named : `外币 ${named}`;
}
