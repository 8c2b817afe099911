/** Builds the URL of a search with one change: a value toggled, or a key set or removed. */
export type Query = URLSearchParams;

const clone = (query: Query) => {
  const next = new URLSearchParams(query);
  next.delete("cursor");
  return next;
};

/** A removed city stays in the URL as an empty value; otherwise the remembered city would return. */
const href = (query: Query) => {
  for (const [key, value] of [...query]) if (value === "" && key !== "city") query.delete(key);
  const text = query.toString();
  return text ? `/postings?${text}` : "/postings";
};

/** Lists are comma-separated under one key, as in the API. */
export const valuesOf = (query: Query, key: string): string[] =>
  query
    .getAll(key)
    .flatMap((value) => value.split(","))
    .filter(Boolean);

export function toggled(query: Query, key: string, value: string): string {
  const next = clone(query);
  const values = new Set(valuesOf(query, key));
  if (!values.delete(value)) values.add(value);
  next.set(key, [...values].join(","));
  return href(next);
}

export function withValue(query: Query, key: string, value: string | null): string {
  const next = clone(query);
  next.set(key, value ?? "");
  return href(next);
}

/** Sorts by distance from a division, over all cities. */
export function nearestTo(query: Query, code: string): string {
  const next = clone(query);
  next.set("city", "");
  next.set("sort", "nearest");
  next.set("near", code);
  return href(next);
}

type Conditions = Readonly<Record<string, unknown>>;

/**
 * A saved search as a query. Without a city it sets an empty one, so that the remembered city does not
 * apply.
 */
export function questionOf(q: string, filter: Conditions): Query {
  const query = new URLSearchParams({ city: "", ...(q ? { q } : {}) });
  for (const [key, value] of Object.entries(filter))
    query.set(key, Array.isArray(value) ? value.join(",") : String(value));
  return query;
}

/** The URL of a saved search, newest first. */
export const addressOf = (q: string, filter: Conditions): string =>
  withValue(questionOf(q, filter), "sort", "newest");

export function withCursor(query: Query, cursor: string): string {
  const next = clone(query);
  next.set("cursor", cursor);
  return href(next);
}
