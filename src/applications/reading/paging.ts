import { decodeCursor, encodeCursor, type Page } from "../../platform/core/cursor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { UUID } from "../../platform/core/ids.ts";
import type { After, ApplicationRow } from "../store/reads.ts";

export const iso = (date: Date | null) => date?.toISOString() ?? null;

/** Returns the position that a cursor names; null for the first page. Throws CURSOR_INVALID. */
export function position(question: string, cursor: string | undefined): After {
  if (!cursor) return null;
  const [createdKey, id] = decodeCursor(question, cursor, 2);
  const sound =
    typeof createdKey === "string" && !Number.isNaN(Date.parse(createdKey.replace(/([+-]\d\d)$/, "$1:00")));
  if (sound && typeof id === "string" && UUID.test(id)) return { createdKey, id };
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
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
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(view),
    nextCursor: last ? encodeCursor(question, [keyOf(last), last.id]) : null,
  };
}
