import type { MailView } from "./schema.ts";

/** Validity of a confirmation link, and of a letter. */
export const CONFIRM_HOURS = 24;
export const LETTER_LIFE_S = 86_400;
/** Confirmation letters per day: by one person, and to one mailbox. */
export const CONFIRMS_PER_ACCOUNT = 5;
export const CONFIRMS_PER_MAILBOX = 3;
/** Hours between two letters about new postings. Later matches go into the next one. Six a day at most. */
export const LETTER_EVERY_HOURS = 4;
/** More tries than fit into a letter's lifetime: age ends it, not their number. */
export const TRIES_MAX = 60;

/** Normalises a mailbox: ignores case and the part after a plus sign. */
export const mailboxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@[^@]+$)/, "");

/** w***@example.com */
export const maskAddress = (address: string): string => address.replace(/^(.).*(?=@)/, "$1***");

export function stateOf(row: { confirmedAt: Date | null; failingAt: Date | null }): MailView["state"] {
  if (row.failingAt) return "failing";
  return row.confirmedAt ? "confirmed" : "waiting";
}
