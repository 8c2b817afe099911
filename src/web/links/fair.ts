/** Returns the short path of a fair, to type from paper. */
export const fairShort = (number: number): string => `/h/${number}`;

/** Returns the short path of a booth: the hall's number, from 1, and the booth's code. */
export const standShort = (number: number, hall: number, code: string): string =>
  `${fairShort(number)}/${hall}${code}`;

/** Returns an address without its scheme, as people type it. */
export const plainAddress = (address: string): string => address.replace(/^https?:\/\//, "");

/** Reads a typed booth, such as 2A05, or A05 in the first hall; null for anything else. */
export function typedBooth(text: string): { hall: number; code: string } | null {
  const found = /^(\d{1,2})?([A-Z]{1,2}\d{2})$/.exec(text.toUpperCase());
  return found ? { hall: Number(found[1] ?? 1), code: found[2] ?? "" } : null;
}
