import type { Filter } from "../filter.ts";
import type { Lexicon, ReferenceWords } from "../words/lexicon.ts";
import { parseQuery } from "../words/parse-query.ts";
import type { Piece } from "../words/pieces.ts";
import type { SearchInput } from "./search-postings.ts";

type FilterKey = keyof Filter;
/** A part of a query that a wider query drops: a piece of its text, or a filter. */
export type Dropped = { kind: Piece["kind"]; value: string } | { kind: "key"; value: FilterKey };

/**
 * A search without its place: what is left of it, what was dropped, and the division that the place named.
 */
type Elsewhere = { near: string; dropped: Dropped[]; text: string; filter: Filter };

const PIECES_MAX = 5;

const textOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join(" ");

/** Returns the code of the division that a piece names, if its coordinates are known. */
function placeOf(piece: Piece, lexicon: Lexicon, { divisions }: ReferenceWords): string | null {
  if (piece.kind !== "word") return null;
  const codes = (lexicon.names.exact.get(piece.text) ?? []).flatMap((code) =>
    code.startsWith("@") ? [code.slice(1)] : [],
  );
  return codes.find((code) => divisions.get(code)?.point) ?? null;
}

/** Splits a query into the parts that a wider query can drop. */
export function partsOf(input: SearchInput, reference: { lexicon: Lexicon; words: ReferenceWords }) {
  const { lexicon, words } = reference;
  const pieces = parseQuery(input.text, lexicon).pieces.filter(({ kind }) => kind !== "unused");
  const parts: Dropped[] = [
    ...pieces.slice(0, PIECES_MAX).map(({ kind, text }) => ({ kind, value: text })),
    ...(Object.keys(input.filter) as FilterKey[])
      .filter((key) => input.filter[key] !== undefined)
      .map((value) => ({ kind: "key", value }) as const),
  ];
  /** Returns what is left of the query without some parts. */
  const without = (dropped: readonly Dropped[]) => {
    const gone = new Set(dropped.map(({ value }) => value));
    const kept = dropped.every(({ kind }) => kind === "key")
      ? null
      : pieces.filter(({ text }) => !gone.has(text));
    const filter = Object.fromEntries(
      Object.entries(input.filter).filter(([key]) => !gone.has(key)),
    ) as Filter;
    return { text: kept ? textOf(kept) : (input.text ?? ""), filter };
  };
  /** Returns the query without the places that it names; null if it names none. */
  const elsewhere = (): Elsewhere | null => {
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
    if (!near) return null;
    const dropped = places.map(({ part }) => part);
    return { near, dropped, ...without(dropped) };
  };
  return { pieces, parts, without, elsewhere };
}
