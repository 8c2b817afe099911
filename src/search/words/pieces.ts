import type { Filter } from "../filter.ts";

/**
 * Index terms that a posting must not match. A posting is dropped if it matches any alternative in `anyOf`,
 * but stays if it matches any in `unless`: 加班 drops a posting with 加班, but not one with 不加班. An alternative
 * is a list of index terms, all of which must be present.
 */
export type Exclusion = { word: string; anyOf: string[][]; unless: string[][] };

/** Why a part of a query has no effect: it names a protected attribute, or it is not understood. */
export type Unused = "open" | "unclear";

/**
 * A part of a query, with its text as typed. `known` is false for text between known words. Politeness and
 * question words leave no piece.
 */
export type Piece =
  | { kind: "word"; text: string; known: boolean }
  | { kind: "filter"; text: string; filter: Partial<Filter> }
  | { kind: "without"; text: string; without: Exclusion }
  | { kind: "unused"; text: string; why: Unused };

/** A piece as callers see it, without index terms. */
export type Understood =
  | { kind: "word"; text: string }
  | { kind: "filter"; text: string; filter: Partial<Filter> }
  | { kind: "without"; text: string; word: string }
  | { kind: "unused"; text: string; why: Unused };

export function understood(piece: Piece): Understood {
  const { kind, text } = piece;
  if (kind === "without") return { kind, text, word: piece.without.word };
  return kind === "word" ? { kind, text } : piece;
}

/** A reader's result: a value, and the position in the text after it. */
export type Read<T> = { end: number; value: T };

/** Matches a sticky pattern (flag `y`) at a position. Returns the matched text, or an empty string. */
export function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
