import { AppError } from "../../platform/core/errors.ts";

const TEXTS = /"(?:[^"\\]|\\.)*"/g;
/** A number that is written with a point or an exponent. */
const BROKEN = /\d[.eE]/;

/** Returns true if every number in a JSON text is written as a whole one. */
export const hasPlainNumbers = (text: string): boolean => !BROKEN.test(text.replace(TEXTS, "0"));

/** Throws MALFORMED_BODY unless every number in a JSON text is written as a whole one. */
export function requirePlainNumbers(text: string): void {
  if (!hasPlainNumbers(text)) throw new AppError("MALFORMED_BODY");
}
