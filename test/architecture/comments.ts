/** A comment block: its first line (1-based), its raw lines, and its text without markers. */
export type Comment = { line: number; lines: string[]; text: string };

const START = /^\s*(?:\/\*\*?|\/\/)/;

/** Returns the comment blocks of a source: documentation comments, and runs of line comments. */
export function commentsOf(source: string): Comment[] {
  const lines = source.split("\n");
  const found: Comment[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const first = lines[at] ?? "";
    if (!START.test(first)) continue;
    const begin = at;
    if (/^\s*\/\*/.test(first)) while (at < lines.length - 1 && !lines[at]?.includes("*/")) at += 1;
    else while (/^\s*\/\//.test(lines[at + 1] ?? "")) at += 1;
    const block = lines.slice(begin, at + 1);
    const text = block
      .map((line) => line.replace(/^\s*(?:\/\*\*?|\*\/|\*|\/\/)\s?/, "").replace(/\s*\*\/.*$/, ""))
      .join("\n")
      .trim();
    found.push({ line: begin + 1, lines: block.map((line) => line.replace(/(\*\/).*$/, "$1")), text });
  }
  return found;
}

/**
 * Returns the number of words of each sentence. In a list of errors (`Throws …`) each item counts as a
 * sentence.
 */
export const sentencesOf = (text: string): number[] =>
  text
    .split(/[.;:!?](?=\s|$)|\n\s*-\s|\n\s*\n/)
    .flatMap((sentence) => (/^\s*Throws\b/.test(sentence) ? sentence.split(",") : [sentence]))
    .map((sentence) => sentence.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0)
    .filter((words) => words > 0);
