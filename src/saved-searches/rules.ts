import type { Filter } from "../search/index.ts";

/** Maximum number of saved searches per person. */
export const SAVED_MAX = 20;

/** Returns the canonical form of a filter: sorted keys and lists, no unset fields. */
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

/**
 * Returns a search's label: the words, then the names of places and occupations, for example `焊工 · 朝阳 · 缝纫工`.
 */
export function labelOf(q: string, filter: Filter, { divisions, occupations }: NamesOf): string {
  const places = [...(filter.city ?? []), ...(filter.county ?? [])].map(
    (code) => divisions.get(code)?.shortName,
  );
  const trades = (filter.occupation ?? []).map((id) => occupations.get(id));
  return [q, ...places, ...trades].filter(Boolean).join(" · ");
}
