/**
 * Query parameters of a search for postings. The functions below return the URL of that search with one
 * parameter changed.
 */
export type Query = URLSearchParams;

const clone = (query: Query) => {
  const next = new URLSearchParams(query);
  for (const key of ["cursor", "before"]) next.delete(key);
  return next;
};

/**
 * Returns the URL of a search. An empty `city` stays in the URL: without the parameter, the city in the
 * cookie would apply.
 */
export const href = (query: Query): string => {
  for (const [key, value] of [...query]) if (value === "" && key !== "city") query.delete(key);
  const text = query.toString();
  return text ? `/postings?${text}` : "/postings";
};

/** Returns the values of a key, which may repeat or hold a comma-separated list, as in the API. */
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

/** Returns the URL of a search with another text and without the given filters. */
export function relaxed(query: Query, text: string, without: readonly string[]): Query {
  const next = clone(query);
  next.set("q", text);
  for (const key of without) next.set(key, "");
  return next;
}

/** Returns the URL of the search in all cities, sorted by distance from a division. */
export function nearestTo(query: Query, code: string): string {
  const next = clone(query);
  next.set("city", "");
  next.delete("county");
  next.set("sort", "nearest");
  next.set("near", code);
  return href(next);
}

/** Returns the URL of the search in all cities, within so many kilometres of a division. */
export function within(query: Query, code: string, km: number): string {
  const next = new URLSearchParams(new URL(nearestTo(query, code), "http://x").search);
  next.set("within", String(km));
  return href(next);
}

type Conditions = Readonly<Record<string, unknown>>;

/**
 * Converts a saved search to a query. A search in all cities gets an empty `city`, so that the city in the
 * cookie does not apply.
 */
export function questionOf(q: string, filter: Conditions): Query {
  const query = new URLSearchParams({ city: "", ...(q ? { q } : {}) });
  for (const [key, value] of Object.entries(filter))
    query.set(key, Array.isArray(value) ? value.join(",") : String(value));
  return query;
}

/** Returns the URL of a saved search, newest postings first. */
export const addressOf = (q: string, filter: Conditions): string =>
  withValue(questionOf(q, filter), "sort", "newest");
