import { remembering, withoutInvisible } from "../../../platform/core/text.ts";
import type { Field } from "./fields.ts";
import { PATTERNS, SYNONYMS } from "./synonyms.ts";

const EXACT = new Map<string, Field>();
for (const [field, names] of Object.entries(SYNONYMS)) {
  for (const name of names.split(" ")) if (!EXACT.has(name)) EXACT.set(name, field as Field);
}

/** Returns the letters of a zero-based column, as spreadsheet programs show them: 0 is A, 26 is AA. */
export const columnLetters = (column: number): string =>
  (column < 26 ? "" : columnLetters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

/**
 * Longest column name in characters that is recognised by a word in it. Longer texts are usually sentences.
 */
const LABEL_CHARS_MAX = 24;

/**
 * Squeezes a text: removes blanks and invisible characters, and normalises full-width letters, digits and
 * brackets (NFKC).
 */
export const squeeze = remembering((text: string): string => {
  // Shortcut for most cells: plain Chinese and ASCII are unchanged by the normalisation.
  if (/^[!-~\u4e00-\u9fa5、。]*$/.test(text)) return text;
  return withoutInvisible(text.normalize("NFKC")).replace(/\s+/g, "");
});

/**
 * Normalises a column name to look it up in the synonyms: `招聘人数\n（人）*` becomes `招聘人数`, `Job_Title` becomes
 * `jobtitle`.
 */
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
 * Returns the field of a column name: by its exact name (confidence 0.98), or by a word in it (0.7). Returns
 * null for an unknown name.
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
