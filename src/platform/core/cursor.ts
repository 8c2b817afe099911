import { AppError } from "./errors.ts";
import { UUID } from "./ids.ts";

/**
 * The content of an opaque page cursor: the last row's sort values and a fingerprint of the query. A cursor
 * of another query is refused.
 */
export type Position = (string | number | null)[];

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

/** Checks the shape of a cursor's value before it reaches the database. A caller may send any text. */
function shaped(value: Position[number] | undefined, shape: RegExp): string {
  if (typeof value === "string" && shape.test(value)) return value;
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
}

/** A timestamptz as PostgreSQL writes it, to the microsecond. */
export const instantOf = (value: Position[number] | undefined): string => shaped(value, INSTANT);
export const uuidOf = (value: Position[number] | undefined): string => shaped(value, UUID);

function isPosition(value: unknown): value is Position {
  return (
    Array.isArray(value) && value.every((v) => v === null || typeof v === "string" || typeof v === "number")
  );
}

/** FNV-1a, 32 bits. Tells queries apart; no security feature. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
