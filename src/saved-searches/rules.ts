import type { Filter } from "../search/index.ts";

/** What one person may keep. */
export const SAVED_MAX = 20;

/** One form for one question: lists sorted, nothing that is not set. */
export function canonical(filter: Filter): Filter {
  const set = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, Array.isArray(value) ? [...new Set(value)].sort() : value] as const);
  return Object.fromEntries(set.sort(([a], [b]) => (a < b ? -1 : 1))) as Filter;
}

type NamesOf = {
  divisions: ReadonlyMap<string, { shortName: string }>;
  occupations: ReadonlyMap<string, string>;
};

/** 焊工 · 朝阳 · 缝纫工: the words, then places and trades by their names. */
export function labelOf(q: string, filter: Filter, { divisions, occupations }: NamesOf): string {
  const places = [...(filter.city ?? []), ...(filter.county ?? [])].map(
    (code) => divisions.get(code)?.shortName,
  );
  const trades = (filter.occupation ?? []).map((id) => occupations.get(id));
  return [q, ...places, ...trades].filter(Boolean).join(" · ");
}
