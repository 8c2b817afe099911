import type { MailView } from "./schema.ts";

/** Validity of a confirmation link in hours. */
export const CONFIRM_HOURS = 24;
/** Age in seconds beyond which an unsent letter is deleted. */
export const LETTER_LIFE_S = 86_400;
/** Maximum number of confirmation letters per day that one person can request. */
export const CONFIRMS_PER_ACCOUNT = 5;
/** Maximum number of confirmation letters per day to one mailbox. */
export const CONFIRMS_PER_MAILBOX = 3;
/**
 * Minimum hours between two letters about new postings to one person. Later matches go into the next letter.
 */
export const LETTER_EVERY_HOURS = 4;
/**
 * Maximum attempts to send a letter. More than fit into LETTER_LIFE_S, so that only the letter's age ends the
 * attempts.
 */
export const TRIES_MAX = 60;

/** Normalises an address to its mailbox: lower case, without the part after a plus sign. */
export const mailboxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@[^@]+$)/, "");

/** Masks an address: `w***@example.com`. */
export const maskAddress = (address: string): string => address.replace(/^(.).*(?=@)/, "$1***");

export function stateOf(row: { confirmedAt: Date | null; failingAt: Date | null }): MailView["state"] {
  if (row.failingAt) return "failing";
  return row.confirmedAt ? "confirmed" : "waiting";
}
