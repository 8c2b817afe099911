import { asList, isObject, type Json, textOf } from "./values.ts";

const UNIT: Record<string, string> = { HOUR: "小时", DAY: "天", WEEK: "周", MONTH: "月", YEAR: "年" };

/**
 * Converts schema.org pay (MonetaryAmount, QuantitativeValue or text) to text as in Chinese job sheets:
 * `5000-8000元/月`, `3000元以上/月`. A currency other than yuan is shown by its code. Without an amount returns the
 * text or "".
 */
export function payText(value: Json | undefined): string {
  const amount = asList(value)[0];
  if (!isObject(amount)) return textOf(amount);
  const inner = amount.value;
  const quantity = isObject(inner) ? inner : amount;
  const min = numberOf(quantity.minValue);
  const max = numberOf(quantity.maxValue);
  const one = numberOf(isObject(inner) ? inner.value : inner);
  const range = rangeText(min ?? (max === null ? one : null), max ?? (min === null ? one : null));
  if (range === "") return textOf(isObject(inner) ? inner.value : inner);
  const currency = textOf(amount.currency ?? quantity.currency).toUpperCase();
  const money = currency === "" || currency === "CNY" || currency === "RMB";
  const unit = textOf(quantity.unitText ?? amount.unitText).toUpperCase();
  const per = unit === "" ? "" : `/${UNIT[unit] ?? unit}`;
  const [figures, bound] = range.split("|");
  return `${money ? "" : `${currency} `}${figures}${money ? "元" : ""}${bound ?? ""}${per}`;
}

function numberOf(value: Json | undefined): number | null {
  if (value === null || value === undefined || value === "" || typeof value === "object") return null;
  const parsed = Number(String(value).replaceAll(",", ""));
  return Number.isFinite(parsed) && parsed > 0 ? parsed : null;
}

/**
 * Returns the figures of a range (`5000-8000`). For a range with one bound, a bar and 以上 or 以下 follow
 * (`5000|以上`).
 */
function rangeText(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return min === max ? `${min}` : `${min}-${max}`;
  if (min !== null) return `${min}|以上`;
  return max === null ? "" : `${max}|以下`;
}
