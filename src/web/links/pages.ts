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

/**
 * Returns the addresses around the page of a list at `address` (path and query). A cursor only leads
 * forward; so the address carries the cursors of the pages before it in `before`, joined by dots.
 * `list` is the id of the list on its page; without it the page is shown from the top.
 */
export function pageLinks(address: string, nextCursor: string | null, list?: string): PageLinks {
  const at = new URL(address, "http://localhost");
  const cursor = at.searchParams.get("cursor");
  const trail = (at.searchParams.get("before") ?? "").split(".").filter(Boolean);
  const pageAt = (to: string | null, before: readonly string[]) => {
    const query = new URLSearchParams(at.search);
    query.delete("cursor");
    query.delete("before");
    if (to) query.set("cursor", to);
    if (before.length > 0) query.set("before", before.slice(-TRAIL_MAX).join("."));
    const text = query.toString();
    return `${at.pathname}${text ? `?${text}` : ""}${list ? `#${list}` : ""}`;
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
