/** A code lives 5 minutes, is tried 5 times and used once (ASVS 6.5, 6.6). */
export const CODE_LIFE_S = 300;
export const CODE_TRIES = 5;
export const RESEND_S = 60;
export const CODES_PER_DAY = 10;
/** Codes asked for from one address an hour. Loose: at a fair a hall of two thousand people shares one. */
export const CODES_PER_ADDRESS = 600;
export const SESSION_DAYS = 30;

/** Six digits, each value equally likely: numbers past the last whole million are drawn again. */
export function randomCode(): string {
  const limit = Math.floor(2 ** 32 / 1_000_000) * 1_000_000;
  for (;;) {
    const [n] = crypto.getRandomValues(new Uint32Array(1));
    if (n !== undefined && n < limit) return String(n % 1_000_000).padStart(6, "0");
  }
}

/** Compares without telling by its time how far two MACs agree. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** 138****0000: what may stand on a page of its owner. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
