import { ImportFileError } from "../errors.ts";

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Resolves predefined and numeric entities. Other entities stay unchanged, because no DTD is read. */
export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,4});/g, (whole, name: string) => {
    if (name[0] !== "#") return ENTITIES[name] ?? whole;
    const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff && code > 0 ? String.fromCodePoint(code) : whole;
  });
}

const PATTERNS = new Map<string, RegExp>();
/** Longest accepted unfinished markup or text in characters. A cell has at most 32,767 characters. */
const UNFINISHED_CHARS_MAX = 4_000_000;

/** Returns the value of an attribute, or null. `name` includes a prefix, if any (`r:id`). */
export function attribute(tag: string, name: string): string | null {
  let pattern = PATTERNS.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    PATTERNS.set(name, pattern);
  }
  const found = pattern.exec(tag);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? null : unescapeXml(value);
}

/** Returns the value of a boolean attribute, or `otherwise` without one. */
export function isTrue(tag: string, name: string, otherwise = false): boolean {
  const value = attribute(tag, name);
  return value === null ? otherwise : /^(1|true|on)$/i.test(value);
}

export type XmlHandler = {
  /**
   * Called at the start of an element, with its local name and unparsed attributes. For an empty element too;
   * `close` follows.
   */
  open: (name: string, attributes: string) => void;
  text: (text: string) => void;
  close: (name: string) => void;
};

/**
 * Scans XML that arrives in chunks. Identifies elements by local name. Skips comments, processing
 * instructions and DTDs.
 */
export class XmlScanner {
  #rest = "";
  #handler: XmlHandler;

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  write(piece: string): void {
    const xml = this.#rest + piece;
    let at = 0;
    for (;;) {
      const open = xml.indexOf("<", at);
      if (open < 0) break;
      const end = endOfMarkup(xml, open);
      if (end < 0) break;
      if (open > at) this.#handler.text(unescapeXml(xml.slice(at, open)));
      this.#markup(xml.slice(open + 1, end));
      at = end + 1;
    }
    this.#rest = xml.slice(at);
    if (this.#rest.length > UNFINISHED_CHARS_MAX) {
      throw new ImportFileError("IMPORT_NOT_A_TABLE", "The workbook's XML is damaged", { kind: "brokenXml" });
    }
  }

  #markup(inner: string): void {
    const first = inner[0];
    if (first === "?") return;
    if (first === "!") {
      if (inner.startsWith("![CDATA[")) this.#handler.text(inner.slice(8, -2));
      return;
    }
    if (first === "/") {
      this.#handler.close(localName(inner.slice(1).trimEnd()));
      return;
    }
    const empty = inner.endsWith("/");
    const body = empty ? inner.slice(0, -1) : inner;
    const blank = body.search(/\s/);
    const name = localName(blank < 0 ? body : body.slice(0, blank));
    this.#handler.open(name, blank < 0 ? "" : body.slice(blank));
    if (empty) this.#handler.close(name);
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Returns the index of the `>` that ends the markup starting at `open`, or -1 if it has not arrived yet. */
function endOfMarkup(xml: string, open: number): number {
  if (xml.startsWith("<!--", open)) {
    const end = xml.indexOf("-->", open + 4);
    return end < 0 ? -1 : end + 2;
  }
  if (xml.startsWith("<![CDATA[", open)) {
    const end = xml.indexOf("]]>", open + 9);
    return end < 0 ? -1 : end + 2;
  }
  // "<!" may become a comment or CDATA with the next chunk.
  if (xml[open + 1] === "!" && xml.length - open < 9) return -1;
  let at = open;
  for (;;) {
    const end = xml.indexOf(">", at);
    if (end < 0) return -1;
    const inside = xml.slice(open, end);
    if (!inside.includes('"') && !inside.includes("'")) return end;
    if (quotesClosed(inside)) return end;
    at = end + 1;
  }
}

function quotesClosed(markup: string): boolean {
  let quote = "";
  for (const c of markup) {
    if (quote === "" && (c === '"' || c === "'")) quote = c;
    else if (c === quote) quote = "";
  }
  return quote === "";
}
