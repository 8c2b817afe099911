import { findWording } from "./find.ts";

/** Ends of a clause, for leaving it out whole. */
const ENDS = /[,，;；。!！?？\n]/;
const NUMBERED = /^\s*(?:[(（]?\d{1,2}[)）.、,，]|[一二三四五六七八九十]{1,2}、|[-·•*])\s*/;

/** Returns the words that may stand instead of the words of a flag; null if the flag names none. */
export function rewriteOf(flag: { code: string; text?: string | undefined }): string | null {
  const found = flag.text ? findWording(flag.text).find(({ rule }) => rule.code === flag.code) : undefined;
  return found?.rule.rewrite ?? null;
}

/**
 * Returns a text without the given wording: with the rule's words instead, or without the clause if the rule
 * has none. Words in brackets go alone. Returns null if the text no longer has this wording.
 */
export function rewriteWording(text: string, code: string, words: string): string | null {
  const found = findWording(text).find((one) => one.rule.code === code && one.text === words);
  if (!found) return null;
  const { start, end, rule } = found;
  if (rule.rewrite) return text.slice(0, start) + rule.rewrite + text.slice(end);
  if (/^[(（[【]/.test(words)) return (text.slice(0, start) + text.slice(end)).trim();
  let from = start;
  while (from > 0 && !ENDS.test(text[from - 1] ?? "")) from -= 1;
  from += NUMBERED.exec(text.slice(from, start))?.[0].length ?? 0;
  let to = end;
  while (to < text.length && !ENDS.test(text[to] ?? "")) to += 1;
  const before = text.slice(0, from);
  const after = text.slice(to);
  // One of the two ends that now meet is enough.
  const joined = ENDS.test(before.at(-1) ?? "") || before === "" ? after.replace(/^[,，;；。]/, "") : after;
  return (before + joined).replace(/[,，;；、]\s*$/, "").trim();
}
