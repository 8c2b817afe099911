import type { MailView } from "./schema.ts";

/** How long a link to confirm holds, and how long a letter is worth sending. */
export const CONFIRM_HOURS = 24;
export const LETTER_LIFE_S = 86_400;
/** Letters with a link to confirm, a day: asked for by one person, and sent to one mailbox, whoever asks. */
export const CONFIRMS_PER_ACCOUNT = 5;
export const CONFIRMS_PER_MAILBOX = 3;
/** Between two letters about new postings: what is found meanwhile stands in the next one. Six a day at most. */
export const LETTER_EVERY_HOURS = 4;
/** More tries than fit into a letter's life: it ends by age, not by their number. */
export const TRIES_MAX = 60;

/** One form for one mailbox: case and what stands behind a plus sign make no other. */
export const mailboxOf = (address: string): string => address.toLowerCase().replace(/\+[^@]*(?=@[^@]+$)/, "");

/** w***@example.com */
export const maskAddress = (address: string): string => address.replace(/^(.).*(?=@)/, "$1***");

export function stateOf(row: { confirmedAt: Date | null; failingAt: Date | null }): MailView["state"] {
  if (row.failingAt) return "failing";
  return row.confirmedAt ? "confirmed" : "waiting";
}
