import { z } from "@hono/zod-openapi";
import type { Notice } from "../read-notices.ts";

/** An e-mail address as people type it: full-width signs and the Chinese full stop are understood. */
export const EmailAddress = z
  .string()
  .max(300)
  .transform((text) => text.normalize("NFKC").trim().replaceAll("。", "."))
  .pipe(z.email().max(254))
  .openapi({ type: "string", format: "email", example: "wang@example.com" });

export const MailInput = z.strictObject({ address: EmailAddress }).openapi("MailInput");

export const MAIL_STATES = ["none", "waiting", "confirmed", "failing"] as const;

export const MailView = z
  .object({
    /** False where this site sends no e-mail. */
    offered: z.boolean(),
    /** `waiting` for the link in our letter to be followed; `failing`: the address takes no mail. */
    state: z.enum(MAIL_STATES),
    /** Whole until it is confirmed, so that a slip is seen; then masked. */
    address: z.string().nullable(),
  })
  .openapi("Mail");

/**
 * Contents of letters by kind, without their words. A capability that writes letters of its own adds their kind by
 * declaration merging; the web puts each kind into words.
 */
export interface LetterContents {
  confirm: { token: string };
  notices: { notices: SaidNotice[] };
}

export type LetterContent = {
  [K in keyof LetterContents]: { kind: K } & LetterContents[K];
}[keyof LetterContents];

/** A sealed letter that waits to be sent. Its content was checked by the compiler when it was written. */
export const WaitingLetter = z.object({
  accountId: z.uuid(),
  to: z.string(),
  content: z.custom<LetterContent>((value) => z.object({ kind: z.string() }).safeParse(value).success),
});

export type MailInput = z.infer<typeof MailInput>;
export type MailView = z.infer<typeof MailView>;
export type SaidNotice = Pick<Notice, "kind" | "to" | "subject" | "params">;
