import { type Page, pageOf, placeAfter } from "../../platform/core/cursor.ts";
import type { After, ApplicationRow } from "../store/reads.ts";

export const iso = (date: Date | null) => date?.toISOString() ?? null;

/** Returns the position that a cursor names; null for the first page. Throws CURSOR_INVALID. */
export function position(question: string, cursor: string | undefined): After {
  const place = placeAfter(question, cursor);
  return place && { createdKey: place.at, id: place.id };
}

/**
 * Converts rows to a page. One row more than `limit` means that there is a next page. `keyOf` returns the
 * text by which the rows are sorted; by default the time of creation.
 */
export function paged<R extends ApplicationRow, T>(
  question: string,
  rows: R[],
  limit: number,
  view: (row: R) => T,
  keyOf: (row: R) => string = (row) => row.createdKey,
): Page<T> {
  return pageOf(question, rows, limit, keyOf, view);
}
