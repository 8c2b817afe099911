/** An element of a page of ours. Positions count characters of the page. */
export type Element = {
  tag: string;
  /** The text of the opening tag's attributes. */
  attributes: string;
  /** Where the opening tag starts and ends. */
  start: number;
  inside: number;
  /** Where the closing tag starts and ends. Both equal `inside` for an element without content. */
  close: number;
  end: number;
  parent: Element | null;
};

const TAG = /<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]*"|[^">])*?)(\/?)>/g;
const VOID = new Set(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"]);
/** Elements whose content is not markup. */
const RAW = new Set(["script", "style"]);

/**
 * Returns the elements of a page in document order. Reads only what our own templates write: every element
 * is closed, and every attribute stands in double quotes.
 */
export function elementsOf(html: string): Element[] {
  const all: Element[] = [];
  const open: Element[] = [];
  const tags = new RegExp(TAG);
  for (let match = tags.exec(html); match; match = tags.exec(html)) {
    const [text, closing, name = "", attributes = "", selfClosing] = match;
    const tag = name.toLowerCase();
    const after = match.index + text.length;
    if (closing) {
      const at = open.findLastIndex((one) => one.tag === tag);
      for (const one of at < 0 ? [] : open.splice(at)) Object.assign(one, { close: match.index, end: after });
      continue;
    }
    const parent = open.at(-1) ?? null;
    const element = { tag, attributes, start: match.index, inside: after, close: after, end: after, parent };
    all.push(element);
    if (selfClosing || VOID.has(tag)) continue;
    open.push(element);
    if (RAW.has(tag)) tags.lastIndex = Math.max(html.indexOf(`</${name}`, after), after);
  }
  return all;
}

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};
const decoded = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one] ?? one);
/** Escapes a text for content and for attributes in double quotes. */
export const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Returns an attribute's value; null if it is absent. */
export function attributeOf(element: Element, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}(?:="([^"]*)")?(?=\\s|$)`).exec(element.attributes);
  return found ? decoded(found[1] ?? "") : null;
}

export const hasClass = (element: Element, name: string): boolean =>
  (attributeOf(element, "class") ?? "").split(" ").includes(name);

export const isWithin = (element: Element, outer: Element): boolean =>
  element.start >= outer.inside && element.end <= outer.close;

/** Returns the elements around an element, the nearest first. */
export function around(element: Element): Element[] {
  const found: Element[] = [];
  for (let one = element.parent; one; one = one.parent) found.push(one);
  return found;
}

/** Returns the text of an element without its tags, and without what stands in `quiet` elements. */
export const textOf = (html: string, element: Element): string =>
  decoded(
    html
      .slice(element.inside, element.close)
      .replace(/<span class="quiet[^"]*">[^<]*<\/span>/g, "")
      .replace(/<[^>]*>/g, ""),
  )
    .replace(/\s+/g, " ")
    .trim();

/** Collects changes of a page and applies them together, so that positions stay valid meanwhile. */
export class Edits {
  private readonly list: { from: number; to: number; text: string }[] = [];
  private readonly done = new Set<string>();

  insert(at: number, text: string): void {
    this.list.push({ from: at, to: at, text });
  }

  replace(from: number, to: number, text: string): void {
    this.list.push({ from, to, text });
  }

  /** Sets an attribute in an opening tag, or removes it for null. Only the first change of one counts. */
  set(element: Element, name: string, value: string | null): void {
    const key = `${element.start} ${name}`;
    if (this.done.has(key)) return;
    this.done.add(key);
    const old = new RegExp(`\\s${name}(?:="[^"]*")?(?=[\\s/]|$)`).exec(element.attributes);
    const at = element.start + 1 + element.tag.length;
    const text = value === null ? "" : ` ${name}="${escaped(value)}"`;
    if (old) this.replace(at + old.index, at + old.index + old[0].length, text);
    else if (text) this.insert(at, text);
  }

  apply(html: string): string {
    const inOrder = this.list.map((edit, n) => ({ ...edit, n })).sort((a, b) => a.from - b.from || a.n - b.n);
    let [result, done] = ["", 0];
    for (const { from, to, text } of inOrder) {
      result += html.slice(done, Math.max(from, done)) + text;
      done = Math.max(to, done);
    }
    return result + html.slice(done);
  }
}
