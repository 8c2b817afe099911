/** Lifetime of a code in seconds. A code allows CODE_TRIES tries and one use (OWASP ASVS 6.5, 6.6). */
export const CODE_LIFE_S = 300;
export const CODE_TRIES = 5;
export const RESEND_S = 60;
export const CODES_PER_DAY = 10;
/**
 * Maximum number of codes per client address and hour. High, because all visitors of a fair may share one
 * address.
 */
export const CODES_PER_ADDRESS = 600;
export const SESSION_DAYS = 30;
/** Lifetime of a sign-in link in hours. It must last until a person reads it, and it can be used once. */
export const LINK_HOURS = 24;

/** Returns six random digits, uniformly distributed: draws again above the largest multiple of a million. */
export function randomCode(): string {
  const limit = Math.floor(2 ** 32 / 1_000_000) * 1_000_000;
  for (;;) {
    const [n] = crypto.getRandomValues(new Uint32Array(1));
    if (n !== undefined && n < limit) return String(n % 1_000_000).padStart(6, "0");
  }
}

/** Compares two HMACs in constant time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** Masks a phone for its owner's page: 138****0000. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
