const BLANK = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\p{Cc}]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

type Wanted = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "next";

/**
 * Returns the index of the first character that is invalid in one JSON value. If the value is only cut off,
 * returns the text's length.
 */
export function firstBadIndex(text: string): number {
  const open: ("{" | "[")[] = [];
  let wanted: Wanted = "value";
  let at = 0;
  for (;;) {
    at = after(BLANK, text, at) ?? at;
    const c = text[at];
    if (c === undefined || (wanted === "next" && open.length === 0)) return at;
    const inside = open.at(-1);
    const closes = c === (inside === "{" ? "}" : "]") && (wanted === "next" || wanted.endsWith("OrEnd"));
    const string = c === '"' ? after(STRING, text, at) : null;
    let next: number | null = at + 1;
    if (closes) {
      open.pop();
      wanted = "next";
    } else if (wanted === "next") {
      if (c !== ",") return at;
      wanted = inside === "{" ? "key" : "value";
    } else if (wanted === "colon") {
      if (c !== ":") return at;
      wanted = "value";
    } else if (wanted === "key" || wanted === "keyOrEnd") {
      next = string;
      wanted = "colon";
    } else if (c === "{" || c === "[") {
      open.push(c);
      wanted = c === "{" ? "keyOrEnd" : "valueOrEnd";
    } else {
      next = string ?? after(WORD, text, at);
      wanted = "next";
    }
    if (next === null) return at;
    at = next;
  }
}

/** Returns the end index of a match that starts at `at`, or null without a match. */
function after(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
