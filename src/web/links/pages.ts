/** Addresses of the pages around a page of a list, null where there is none; and its number, if known. */
export type PageLinks = {
  first: string | null;
  previous: string | null;
  next: string | null;
  number: number | null;
};

/** Stands for the first page, which has no cursor, among the cursors of the pages before. */
const FIRST = "1";
/** Number of pages before that an address remembers. From further back, only the first page is offered. */
const TRAIL_MAX = 10;

/** Parameters of an address that belong to one page of a list, or to the answer to an act. */
const OF_PAGE = ["cursor", "before", "done"];
/** Number of characters that a search in a list may have. */
export const SEARCHED_MAX = 60;

/**
 * Returns the words for which an address searches a list, without zero bytes and cut to what a search may
 * have. Undefined without words.
 */
export const wordsOf = (text: string | undefined): string | undefined =>
  [...(text ?? "").replaceAll("\0", "").trim()].slice(0, SEARCHED_MAX).join("") || undefined;

/** Returns a list's path, and its filters without the page. */
export function withoutPage(address: string): { pathname: string; query: URLSearchParams } {
  const { pathname, searchParams: query } = new URL(address, "http://localhost");
  for (const name of OF_PAGE) query.delete(name);
  return { pathname, query };
}

/** Returns the address of a list with filters. */
export function listAddress(pathname: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${pathname}?${text}` : pathname;
}

/**
 * Returns the addresses around the page of a list at `address` (path and query). A cursor only leads
 * forward; so the address carries the cursors of the pages before it in `before`, joined by dots.
 * `list` is the id of the list on its page; without it the page is shown from the top.
 */
export function pageLinks(address: string, nextCursor: string | null, list?: string): PageLinks {
  const asked = new URL(address, "http://localhost").searchParams;
  const cursor = asked.get("cursor");
  const trail = (asked.get("before") ?? "").split(".").filter(Boolean);
  const { pathname, query: filters } = withoutPage(address);
  const pageAt = (to: string | null, before: readonly string[]) => {
    const query = new URLSearchParams(filters);
    if (to) query.set("cursor", to);
    if (before.length > 0) query.set("before", before.slice(-TRAIL_MAX).join("."));
    return `${listAddress(pathname, query)}${list ? `#${list}` : ""}`;
  };
  const last = trail.at(-1);
  const back = last === FIRST ? pageAt(null, []) : pageAt(last ?? null, trail.slice(0, -1));
  return {
    first: cursor ? pageAt(null, []) : null,
    previous: cursor && last ? back : null,
    next: nextCursor ? pageAt(nextCursor, cursor ? [...trail, cursor] : [FIRST]) : null,
    number: cursor ? (trail[0] === FIRST ? trail.length + 1 : null) : 1,
  };
}
