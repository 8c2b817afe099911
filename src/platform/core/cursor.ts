import { AppError } from "./errors.ts";
import { UUID } from "./ids.ts";

/**
 * Sort values of a page's last row. An opaque page cursor holds them with a fingerprint of the query, so that
 * the cursor of another query is refused.
 */
export type Position = (string | number | null)[];

/** A request for one page of a list. Without a cursor it asks for the first page. */
export type PageRequest = { cursor?: string | undefined; limit: number };
/** One page of a list. `nextCursor` is null on the last page. */
export type Page<T> = { items: T[]; nextCursor: string | null };

export function encodeCursor(question: string, position: Position): string {
  const bytes = new TextEncoder().encode(JSON.stringify([fingerprint(question), ...position]));
  let text = "";
  for (const b of bytes) text += String.fromCharCode(b);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Decodes a cursor. Throws CURSOR_INVALID unless it belongs to this query and has `size` values. */
export function decodeCursor(question: string, cursor: string, size: number): Position {
  try {
    const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const parsed: unknown = JSON.parse(
      new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))),
    );
    if (isPosition(parsed) && parsed.length === size + 1 && parsed[0] === fingerprint(question))
      return parsed.slice(1);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof DOMException)) throw error;
  }
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
}

const INSTANT = /^[0-9]{4,6}-[0-9]{2}-[0-9]{2} [0-9:.]{8,15}[+-][0-9:]{2,8}$/;

/**
 * Returns the value if it has this shape, else throws CURSOR_INVALID. A caller may send any text, and an
 * invalid value must not reach the database.
 */
function matching(value: Position[number] | undefined, shape: RegExp): string {
  if (typeof value === "string" && shape.test(value)) return value;
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
}

/**
 * Returns the cursor's value if it is a timestamptz in PostgreSQL's text form, to the microsecond. Throws
 * CURSOR_INVALID for another value.
 */
export const instantOf = (value: Position[number] | undefined): string => matching(value, INSTANT);
export const uuidOf = (value: Position[number] | undefined): string => matching(value, UUID);
/** Returns the cursor's value if it may be the id of a record in a log. Throws CURSOR_INVALID otherwise. */
export const recordIdOf = (value: Position[number] | undefined): string =>
  matching(value, /^[\x21-\x7e]{1,200}$/);

/**
 * Returns instant and id of the row before a page that is sorted by both; null for the first page. Throws
 * CURSOR_INVALID for another value.
 */
export function placeAfter(question: string, cursor: string | undefined): { at: string; id: string } | null {
  if (!cursor) return null;
  const [at, id] = decodeCursor(question, cursor, 2);
  return { at: instantOf(at), id: uuidOf(id) };
}

/**
 * Converts rows to a page that is sorted by an instant and the id. One row more than `limit` means that there
 * is a next page. `keyOf` returns the instant in PostgreSQL's text form.
 */
export function pageOf<R extends { id: string }, T>(
  question: string,
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => string,
  view: (row: R) => T,
): Page<T> {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => view(row)),
    nextCursor: last ? encodeCursor(question, [keyOf(last), last.id]) : null,
  };
}

function isPosition(value: unknown): value is Position {
  return (
    Array.isArray(value) && value.every((v) => v === null || typeof v === "string" || typeof v === "number")
  );
}

/** Returns the 32-bit FNV-1a hash of a text. It distinguishes queries and is no security feature. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
