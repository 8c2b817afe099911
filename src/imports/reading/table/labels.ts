import type { Field } from "./fields.ts";
import { PATTERNS, SYNONYMS } from "./synonyms.ts";

const EXACT = new Map<string, Field>();
for (const [field, names] of Object.entries(SYNONYMS)) {
  for (const name of names.split(" ")) if (!EXACT.has(name)) EXACT.set(name, field as Field);
}

/** Longer texts are sentences, not column names. */
const LABEL_CHARS_MAX = 24;

/** A cell's text without blanks, with full-width letters, digits and brackets converted to one form. */
export function squeeze(text: string): string {
  // Shortcut: plain Chinese and ASCII, most cells, are already in that form.
  if (/^[!-~\u4e00-\u9fa5、。]*$/.test(text)) return text;
  return text.normalize("NFKC").replace(/[\s\u200b\ufeff]+/g, "");
}

/** Normalises a column name for the list of synonyms: `招聘人数\n（人）*` becomes `招聘人数`, `Job_Title` `jobtitle`. */
export function labelKey(text: string): string {
  const bare = squeeze(text)
    .toLowerCase()
    .replace(/[([【].*?[)\]】]/g, "")
    .replace(/[*:：★☆/、_\-"'`|,，。·&+]/g, "")
    .replace(/^\d+[.、]?(?=\D)/, "")
    .replace(/(必填|选填|可选|元月|元每月)$/g, "");
  return bare || squeeze(text).toLowerCase();
}

export type Recognised = { field: Field; confidence: number; exact: boolean };

/**
 * Finds the field of a column name: exact name (0.98), or a word in it (0.7). Returns null for an unknown
 * name.
 */
export function recognise(label: string): Recognised | null {
  const key = labelKey(label);
  if (!key || key.length > LABEL_CHARS_MAX * 2) return null;
  // A slash marks two values in one cell (联系人/电话). Without it, 联系人电话 is the phone.
  if (/联系人\W*[/、及和与+,]\W*(联系)?(电话|手机|方式)/.test(squeeze(label))) {
    return { field: "contact", confidence: 0.98, exact: true };
  }
  const exact = EXACT.get(key) ?? EXACT.get(key.replaceAll(".", ""));
  if (exact) return { field: exact, confidence: 0.98, exact: true };
  if (key.length > LABEL_CHARS_MAX || /[。；;！!]/.test(label) || /^\d+$/.test(key)) return null;
  const found = PATTERNS.find(([pattern]) => pattern.test(key));
  return found ? { field: found[1], confidence: 0.7, exact: false } : null;
}
