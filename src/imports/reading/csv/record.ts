const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;

/** Longest accepted quoted cell in characters: the limit of Excel. */
export const QUOTED_CELL_MAX = 32_767;

export type Parsed = {
  cells: string[];
  /** Index of the first character after the record and its line end. */
  next: number;
  /** Number of consumed line ends, including those inside quotes. */
  lines: number;
  unclosed: boolean;
  /**
   * True if text follows a closing quote: the record is broken, or `delimiter` is not the file's separator.
   */
  strained: boolean;
};

type Field = { text: string; end: number; lines: number; strained?: boolean } | "more" | "unclosed";

/**
 * Parses the record that starts at `from`, by RFC 4180. Returns null if the record may continue in text that
 * has not arrived, that is, unless `final`.
 * Recovers from broken quotes. A quote that never closes, or closes on a later line inside a word, is read as
 * a plain character. So it damages one row only.
 */
export function parseRecord(
  text: string,
  from: number,
  o: { delimiter: string; final: boolean },
): Parsed | null {
  const cells: string[] = [];
  const delimiter = o.delimiter.charCodeAt(0);
  let at = from;
  let lines = 0;
  let unclosed = false;
  let strained = false;
  for (;;) {
    let field: Field = "unclosed";
    const open = unclosed ? -1 : quoteAt(text, at);
    if (open >= 0) field = quoted(text, open, { delimiter, final: o.final });
    if (field === "more") return null;
    if (field === "unclosed") {
      if (open >= 0) unclosed = true;
      field = plain(text, at, delimiter);
    }
    cells.push(field.text);
    lines += field.lines;
    if (field.strained) strained = true;
    const stop = text.charCodeAt(field.end);
    if (stop === delimiter) {
      at = field.end + 1;
      continue;
    }
    if (field.end >= text.length) {
      return o.final ? { cells, next: field.end, lines, unclosed, strained } : null;
    }
    if (stop === CR && field.end + 1 >= text.length && !o.final) return null;
    const crlf = stop === CR && text.charCodeAt(field.end + 1) === LF;
    return { cells, next: field.end + (crlf ? 2 : 1), lines: lines + 1, unclosed, strained };
  }
}

/**
 * Returns the index of the opening quote if the field at `at` is quoted (blanks before the quote allowed),
 * else -1.
 */
function quoteAt(text: string, at: number): number {
  let i = at;
  while (text.charCodeAt(i) === SPACE) i++;
  return text.charCodeAt(i) === QUOTE ? i : -1;
}

function plain(text: string, at: number, delimiter: number): { text: string; end: number; lines: number } {
  let end = at;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c === delimiter || c === LF || c === CR) break;
  }
  return { text: text.slice(at, end), end, lines: 0 };
}

function quoted(text: string, open: number, o: { delimiter: number; final: boolean }): Field {
  let close = open;
  do {
    close = text.indexOf('"', close + 1);
    if (close < 0) return o.final || text.length - open > QUOTED_CELL_MAX ? "unclosed" : "more";
    if (close - open > QUOTED_CELL_MAX) return "unclosed";
    if (close + 1 >= text.length && !o.final) return "more";
    if (text.charCodeAt(close + 1) !== QUOTE) break;
    close++;
  } while (close > 0);
  const inner = text.slice(open + 1, close);
  const rest = plain(text, close + 1, o.delimiter);
  if (rest.end >= text.length && !o.final) return "more";
  const lines = countLines(inner);
  const trailing = rest.text.trim();
  if (trailing && lines > 0) return "unclosed";
  return { text: inner.replaceAll('""', '"') + trailing, end: rest.end, lines, strained: trailing !== "" };
}

function countLines(text: string): number {
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === LF || (c === CR && text.charCodeAt(i + 1) !== LF)) n++;
  }
  return n;
}
