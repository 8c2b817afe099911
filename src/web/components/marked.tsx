import type { FC } from "hono/jsx";

/** Returns for each character of `text` whether it belongs to one of the words. */
function maskOf(text: string, words: readonly string[]): boolean[] {
  const lower = text.toLowerCase();
  const mask = Array.from({ length: text.length }, () => false);
  if (lower.length !== text.length) return mask;
  const mark = (piece: string): boolean => {
    let at = lower.indexOf(piece);
    const found = at >= 0;
    for (; at >= 0; at = lower.indexOf(piece, at + 1)) mask.fill(true, at, at + piece.length);
    return found;
  };
  for (const word of words) {
    if (mark(word)) continue;
    // A word may match only in parts (数控床操作工 in 数控车床操作工), so mark its pairs of characters.
    for (let at = 0; /\p{Script=Han}/u.test(word) && at + 2 <= word.length; at += 1)
      mark(word.slice(at, at + 2));
  }
  return mask;
}

/** Shows a text with the search words highlighted. */
export const Marked: FC<{ text: string; words: readonly string[] }> = ({ text, words }) => {
  const mask = maskOf(text, words);
  const runs: { text: string; marked: boolean }[] = [];
  for (const [at, marked] of mask.entries()) {
    const last = runs.at(-1);
    if (last && last.marked === marked) last.text += text[at];
    else runs.push({ text: text[at] ?? "", marked });
  }
  return <>{runs.map((run) => (run.marked ? <mark>{run.text}</mark> : run.text))}</>;
};
