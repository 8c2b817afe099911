import { ImportFileError } from "../errors.ts";
import { firstBadIndex } from "./bad-index.ts";

/** Longest accepted JSON value in characters. A larger file must be an array, or have one object per line. */
const VALUE_CHARS_MAX = 20_000_000;
/** Separator that RFC 7464 (JSON text sequences) puts before each value. */
const RECORD_SEPARATOR = "\x1e";

/**
 * Splits JSON text that arrives in chunks into the elements of an outermost array, or into consecutive
 * values. Holds one unfinished value. Throws IMPORT_JSON_INVALID with line, column and offset.
 */
export class JsonSplitter {
  #text = "";
  /** Offset of `#text` in the file, in characters. */
  #offset = 0;
  #line = 1;
  #column = 1;
  #inArray = false;
  #expect: "value" | "first" | "comma" = "first";
  /** Number of scanned characters of the unfinished value, and the state after them. */
  #scanned = 0;
  #depth = 0;
  #inString = false;

  write(piece: string): unknown[] {
    this.#text += piece;
    const values: unknown[] = [];
    while (this.#skipBetween()) {
      const end = this.#endOfValue();
      if (end < 0) break;
      values.push(this.#parse(this.#text.slice(0, end)));
      this.#advance(end);
      this.#expect = "comma";
    }
    if (this.#text.length > VALUE_CHARS_MAX) {
      throw new ImportFileError("IMPORT_TOO_LARGE", "One JSON value is too large", {
        limit: VALUE_CHARS_MAX,
      });
    }
    return values;
  }

  /** Returns the last value. Throws for text that was cut off. */
  end(): unknown[] {
    const values = this.write("");
    if (this.#text.trim() !== "") {
      values.push(this.#parse(this.#text));
      this.#advance(this.#text.length);
    }
    if (this.#inArray) throw this.#invalid("the array does not end");
    return values;
  }

  /** Consumes blanks, commas and the array's brackets. Returns true if a value follows. */
  #skipBetween(): boolean {
    let at = 0;
    for (; at < this.#text.length; at++) {
      const c = this.#text[at] ?? "";
      if (c === RECORD_SEPARATOR || c.trim() === "") continue;
      const opens = c === "[" && !this.#inArray && this.#scanned === 0;
      if (opens) {
        this.#inArray = true;
        this.#expect = "first";
      } else if (this.#inArray && c === "]" && this.#expect !== "value") {
        this.#inArray = false;
        this.#expect = "comma";
      } else if (this.#inArray && c === "," && this.#expect === "comma") this.#expect = "value";
      else break;
    }
    this.#advance(at);
    if (this.#text === "") return false;
    if (this.#inArray && this.#expect === "comma") throw this.#invalid("a comma is missing");
    return true;
  }

  /** Returns the index after the value at the start of `#text`, or -1 if the value is unfinished. */
  #endOfValue(): number {
    const first = this.#text[0];
    if (first !== "{" && first !== "[" && first !== '"') {
      const end = this.#text.search(/[\s,\]}]/);
      if (end < 0 && this.#text.length > 1000) throw this.#invalid("a word that is no value");
      return end === 0 ? 1 : end;
    }
    for (let i = this.#scanned; i < this.#text.length; i++) {
      const c = this.#text.charCodeAt(i);
      if (this.#inString) {
        if (c === 92) i++;
        else if (c === 34) this.#inString = false;
      } else if (c === 34) this.#inString = true;
      else if (c === 123 || c === 91) this.#depth++;
      else if (c === 125 || c === 93) this.#depth--;
      this.#scanned = i + 1;
      if (this.#depth === 0 && !this.#inString) return this.#scanned;
    }
    return -1;
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      // JavaScript engines report the position differently or not at all, so it is computed here.
      this.#advance(firstBadIndex(text));
      throw this.#invalid(error instanceof Error ? error.message : "not JSON");
    }
  }

  #advance(count: number): void {
    const passed = this.#text.slice(0, count);
    const lastBreak = passed.lastIndexOf("\n");
    if (lastBreak >= 0) {
      this.#line += passed.split("\n").length - 1;
      this.#column = count - lastBreak;
    } else this.#column += count;
    this.#offset += count;
    this.#text = this.#text.slice(count);
    this.#scanned = 0;
    this.#depth = 0;
    this.#inString = false;
  }

  #invalid(why: string): ImportFileError {
    const detail = { line: this.#line, column: this.#column, offset: this.#offset };
    return new ImportFileError(
      "IMPORT_JSON_INVALID",
      `Not valid JSON at line ${detail.line}: ${why}`,
      detail,
    );
  }
}
