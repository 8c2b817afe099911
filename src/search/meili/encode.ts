const PLAIN = /^[a-y0-9]$/;

/**
 * A term as one word of plain letters and digits: the engine's own cutting, folding and dictionaries never touch it, so
 * that a word is found by exactly the terms that we gave it. 焊 becomes z710az; z itself is written as one of these too.
 */
export const encodeTerm = (term: string): string =>
  [...term].map((char) => (PLAIN.test(char) ? char : `z${char.codePointAt(0)?.toString(16)}z`)).join("");
