import { AppError } from "../../platform/core/errors.ts";

const TEXTS = /"(?:[^"\\]|\\.)*"/g;
/** A number that is written with a point or an exponent. */
const BROKEN = /\d[.eE]/;

/** Throws MALFORMED_BODY unless every number in a JSON text is written as a whole one. */
export function requirePlainNumbers(text: string): void {
  if (BROKEN.test(text.replace(TEXTS, "0"))) throw new AppError("MALFORMED_BODY");
}
