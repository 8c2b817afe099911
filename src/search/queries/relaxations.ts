import type { RequestContext } from "../../platform/context.ts";
import { loadCards } from "../../postings/index.ts";
import { referenceWords } from "../engine.ts";
import { nearnessOf } from "../nearness.ts";
import type { SearchPort } from "../port.ts";
import { type Dropped, partsOf } from "./parts.ts";
import { findPostings, type SearchInput } from "./search-postings.ts";

/**
 * A near query for a query without results, and its number of results. `text` is its text. `drop` leaves out
 * one or two parts. `nearby` leaves out the place and sorts by the distance from the division `near`; the
 * nearest result is in the division `nearest`.
 */
export type Relaxation = { text: string; dropped: Dropped[]; total: number } & (
  | { kind: "drop" }
  | { kind: "nearby"; near: string; nearest: string; metres: number }
);

const PAIRS_MAX = 10;
const RESCUES_MAX = 4;

/**
 * Returns near queries for a query without results, at most four. Leaves out each part of the query in turn,
 * and pairs of parts if no single one helps. If the query names a place, also looks around it.
 */
export async function findRelaxations(
  ctx: RequestContext,
  engine: SearchPort,
  input: SearchInput,
): Promise<Relaxation[]> {
  const reference = await referenceWords(ctx);
  const { pieces, parts, without, elsewhere } = partsOf(input, reference);
  const find = (changed: Partial<SearchInput>) =>
    findPostings(ctx, engine, { ...input, cursor: null, limit: 1, facets: false, ...changed });
  const drop = async (dropped: Dropped[]): Promise<Relaxation[]> => {
    const { text, filter } = without(dropped);
    if (pieces.length > 0 && !text) return [];
    const { total } = await find({ text, filter });
    return total > 0 ? [{ kind: "drop", text, dropped, total }] : [];
  };
  const nearby = async (): Promise<Relaxation[]> => {
    const place = elsewhere();
    if (!place) return [];
    const { near, dropped, text, filter } = place;
    const { ids, total } = await find({ text, filter, sort: "nearest", near, within: null });
    const [card] = await loadCards(ctx, ids);
    const nearest = card?.county ?? card?.city;
    const metres = nearest ? nearnessOf(near, reference.words).metres[nearest] : undefined;
    return nearest && metres !== undefined
      ? [{ kind: "nearby", text, dropped, total, near, nearest, metres }]
      : [];
  };
  const [around, ...single] = await Promise.all([nearby(), ...parts.map((part) => drop([part]))]);
  const singles = single.flat();
  const pairs = parts.flatMap((one, at) => parts.slice(at + 1).map((other) => [one, other]));
  const doubles =
    singles.length > 0 || parts.length < 3
      ? []
      : (await Promise.all(pairs.slice(0, PAIRS_MAX).map(drop))).flat();
  const largest = [...singles, ...doubles].sort((a, b) => b.total - a.total);
  return [...around, ...largest].slice(0, RESCUES_MAX);
}
