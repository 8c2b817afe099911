const PLAIN = /^[a-y0-9]$/;

/**
 * Encodes a term as one word of plain letters and digits, so that the engine's tokenizer and dictionaries do
 * not change it. 焊 becomes `z710az`; the letter z is encoded too.
 */
export const encodeTerm = (term: string): string =>
  [...term].map((char) => (PLAIN.test(char) ? char : `z${char.codePointAt(0)?.toString(16)}z`)).join("");
