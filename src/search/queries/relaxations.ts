import type { RequestContext } from "../../platform/context.ts";
import { loadCards } from "../../postings/index.ts";
import { referenceWords } from "../engine.ts";
import type { Filter } from "../filter.ts";
import { nearnessOf } from "../nearness.ts";
import type { SearchPort } from "../port.ts";
import type { Lexicon, ReferenceWords } from "../words/lexicon.ts";
import { parseQuery } from "../words/parse-query.ts";
import type { Piece } from "../words/pieces.ts";
import { findPostings, type SearchInput } from "./search-postings.ts";

type FilterKey = keyof Filter;
/** A part of a query that a relaxation drops: a piece of its text, or a filter. */
export type Dropped = { kind: Piece["kind"]; value: string } | { kind: "key"; value: FilterKey };

/**
 * A near query for a query without results, and its number of results. `text` is its text. `drop` leaves out
 * one or two parts. `nearby` leaves out the place and sorts by the distance from the division `near`; the
 * nearest result is in the division `nearest`.
 */
export type Relaxation = { text: string; dropped: Dropped[]; total: number } & (
  | { kind: "drop" }
  | { kind: "nearby"; near: string; nearest: string; metres: number }
);

const PIECES_MAX = 5;
const PAIRS_MAX = 10;
const RESCUES_MAX = 4;

const textOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join(" ");

/** Returns the code of the division that a piece names, if its coordinates are known. */
function placeOf(piece: Piece, lexicon: Lexicon, { divisions }: ReferenceWords): string | null {
  if (piece.kind !== "word") return null;
  const codes = (lexicon.names.exact.get(piece.text) ?? []).flatMap((code) =>
    code.startsWith("@") ? [code.slice(1)] : [],
  );
  return codes.find((code) => divisions.get(code)?.point) ?? null;
}

/**
 * Returns near queries for a query without results, at most four. Leaves out each part of the query in turn,
 * and pairs of parts if no single one helps. If the query names a place, also looks around it.
 */
export async function findRelaxations(
  ctx: RequestContext,
  engine: SearchPort,
  input: SearchInput,
): Promise<Relaxation[]> {
  const { lexicon, words } = await referenceWords(ctx);
  const pieces = parseQuery(input.text, lexicon).pieces.filter(({ kind }) => kind !== "unused");
  const parts: Dropped[] = [
    ...pieces.slice(0, PIECES_MAX).map(({ kind, text }) => ({ kind, value: text })),
    ...(Object.keys(input.filter) as FilterKey[])
      .filter((key) => input.filter[key] !== undefined)
      .map((value) => ({ kind: "key", value }) as const),
  ];
  const without = (dropped: Dropped[]) => {
    const gone = new Set(dropped.map(({ value }) => value));
    const kept = dropped.every(({ kind }) => kind === "key")
      ? null
      : pieces.filter(({ text }) => !gone.has(text));
    const filter = Object.fromEntries(
      Object.entries(input.filter).filter(([key]) => !gone.has(key)),
    ) as Filter;
    return { text: kept ? textOf(kept) : (input.text ?? ""), filter };
  };
  const find = (changed: Partial<SearchInput>) =>
    findPostings(ctx, engine, { ...input, cursor: null, limit: 1, facets: false, ...changed });
  const drop = async (dropped: Dropped[]): Promise<Relaxation[]> => {
    const { text, filter } = without(dropped);
    if (pieces.length > 0 && !text) return [];
    const { total } = await find({ text, filter });
    return total > 0 ? [{ kind: "drop", text, dropped, total }] : [];
  };
  const nearby = async (): Promise<Relaxation[]> => {
    const named = pieces.flatMap((piece) => {
      const code = placeOf(piece, lexicon, words);
      return code ? [{ part: { kind: piece.kind, value: piece.text } as Dropped, code }] : [];
    });
    const chosen = (["county", "city"] as const).flatMap((value) => {
      const code = input.filter[value]?.find((one) => words.divisions.get(one)?.point);
      return code ? [{ part: { kind: "key", value } as Dropped, code }] : [];
    });
    const places = [...named, ...chosen];
    // A county is nearer to what was meant than its city.
    const near = (places.find(({ code }) => !code.endsWith("00")) ?? places[0])?.code;
    if (!near) return [];
    const dropped = places.map(({ part }) => part);
    const { text, filter } = without(dropped);
    const { ids, total } = await find({ text, filter, sort: "nearest", near });
    const [card] = await loadCards(ctx, ids);
    const nearest = card?.county ?? card?.city;
    const metres = nearest ? nearnessOf(near, words).metres[nearest] : undefined;
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
