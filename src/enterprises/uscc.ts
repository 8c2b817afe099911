export type UsccFault = "length" | "alphabet" | "check" | "inner" | "division";
/**
 * Result of a check. `value` is the normalised code in both cases, so that a faulty code can be stored and
 * corrected.
 */
export type UsccCheck = { ok: true; value: string } | { ok: false; value: string; reason: UsccFault };

/**
 * Characters of a credit code: no I, O, S, V, Z (GB 32100-2015, table 2). A character's index is its value.
 */
const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** Matches the first two digits of a division code (GB/T 2260). 10 is the national registrar. */
const PROVINCES = /^(?:10|1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])/;

function weightedSum(text: string, alphabet: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(text.charAt(at)), 0);
}

/**
 * Returns the check digit of an organisation code (GB 11714), which is characters 9 to 17 of the credit code.
 */
function innerDigit(body: string): string {
  const value = 11 - (weightedSum(body, INNER_ALPHABET, INNER_WEIGHTS) % 11);
  return value === 10 ? "X" : value === 11 ? "0" : String(value);
}

const checkCharacter = (body: string) =>
  ALPHABET.charAt((31 - (weightedSum(body, ALPHABET, WEIGHTS) % 31)) % 31);

/** Returns the credit code with these first 16 characters: adds both check characters. */
export function completeUscc(body: string): string {
  const inner = body + innerDigit(body.slice(8));
  return inner + checkCharacter(inner);
}

/**
 * Checks a credit code (统一社会信用代码) by GB 32100-2015, and the organisation code in it by GB 11714. Ignores
 * width, case, blanks and dashes.
 * A failed check is only a warning that an officer may override, because such codes are in real use
 * (91350203M0001QAY9B). Returns the first fault in the order length, alphabet, check, inner, division.
 */
export function checkUscc(text: string): UsccCheck {
  const value = text
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200f\ufeff\-‐-―]/g, "")
    .toUpperCase();
  const fail = (reason: UsccFault): UsccCheck => ({ ok: false, value, reason });
  if (value.length !== 18) return fail("length");
  if ([...value].some((char) => !ALPHABET.includes(char))) return fail("alphabet");
  if (value.charAt(17) !== checkCharacter(value)) return fail("check");
  if (value.charAt(16) !== innerDigit(value.slice(8, 16))) return fail("inner");
  if (!/^\d{6}$/.test(value.slice(2, 8)) || !PROVINCES.test(value.slice(2, 4))) return fail("division");
  return { ok: true, value };
}
