/** A search page's address with one thing changed: values of a key toggled, or a key set or taken out. */
export type Query = URLSearchParams;

const clone = (query: Query) => {
  const next = new URLSearchParams(query);
  next.delete("cursor");
  return next;
};

/** A city that was taken out stays in the address as nothing: the remembered city would come back otherwise. */
const href = (query: Query) => {
  for (const [key, value] of [...query]) if (value === "" && key !== "city") query.delete(key);
  const text = query.toString();
  return text ? `/postings?${text}` : "/postings";
};

/** Lists stand comma-separated under one key, as the API takes them. */
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

/** The nearest first, measured from a division: over every city, or nothing would be nearer. */
export function nearestTo(query: Query, code: string): string {
  const next = clone(query);
  next.set("city", "");
  next.set("sort", "nearest");
  next.set("near", code);
  return href(next);
}

type Conditions = Readonly<Record<string, unknown>>;

/** A kept question as an address has it; no city is named as nothing, or a remembered one would narrow it. */
export function questionOf(q: string, filter: Conditions): Query {
  const query = new URLSearchParams({ city: "", ...(q ? { q } : {}) });
  for (const [key, value] of Object.entries(filter))
    query.set(key, Array.isArray(value) ? value.join(",") : String(value));
  return query;
}

/** The address of a kept question, the newest first. */
export const addressOf = (q: string, filter: Conditions): string =>
  withValue(questionOf(q, filter), "sort", "newest");

export function withCursor(query: Query, cursor: string): string {
  const next = clone(query);
  next.set("cursor", cursor);
  return href(next);
}
