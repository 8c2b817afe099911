import { remembering } from "../../../platform/core/text.ts";

const MANY = "若干|\\d{1,3}(?:[-~至到]\\d{1,3})?|[一二两三四五六七八九十]{1,3}";
const PEOPLE = new RegExp(
  `^(.*[^\\d\\s(*×x:,、-])[\\s(*×x:,、-]*(?:招聘?|共|需|各)?((?:${MANY})(?:名|人|位|个))\\)?$`,
);
const BARE_PEOPLE = new RegExp(`^(.*[^\\d\\s(*×x:,、-])[\\s]*[(*×x:,、-]+(?:招聘?|共|需|各)?(${MANY})\\)?$`);

/**
 * Splits a title and a number of people that stand in one cell (车工5人, 刨工（3人）, 质检员 2名). A bare number counts
 * only if the column's name speaks of people. Returns null without such a number.
 */
export function splitTitle(text: string, heading: string): { title: string; people: string } | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[—–―～]+/g, "-")
    .trim();
  const found = PEOPLE.exec(plain) ?? (/人数|名额|数量/.test(heading) ? BARE_PEOPLE.exec(plain) : null);
  const [, before = "", people = ""] = found ?? [];
  const title = before.replace(/(?:招聘?|共|需|各)$/, "").trim();
  if ([...title].length < 2) return null;
  // The source's own brackets stay where the normalisation replaces single characters only.
  const source = text.trim();
  return { title: source.length === plain.length ? source.slice(0, title.length) : title, people };
}

/** Returns true for a name that a job board or a sheet cut off (示例咨询有限…). */
export const isCutOff = remembering((name: string): boolean =>
  /(?:\.{2,}|…+|。{2,}|股份|有限|有限责任?|有限公)$/.test(name.normalize("NFKC").trim()),
);
