import { z } from "@hono/zod-openapi";
import type { Notice } from "../read-notices.ts";

/** A typed e-mail address. Full-width characters and the Chinese full stop are normalised. */
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
    /** False if this site sends no e-mail. */
    offered: z.boolean(),
    /** `waiting`: the confirmation link was not used yet. `failing`: the address takes no mail. */
    state: z.enum(MAIL_STATES),
    /** Masked if `state` is `confirmed`; otherwise in full, so that the person sees typing errors. */
    address: z.string().nullable(),
  })
  .openapi("Mail");

/**
 * Data of letters by kind, without texts. A capability adds its kinds by declaration merging; src/web writes
 * the text of each kind.
 */
export interface LetterContents {
  confirm: { token: string };
  notices: { notices: SaidNotice[] };
}

export type LetterContent = {
  [K in keyof LetterContents]: { kind: K } & LetterContents[K];
}[keyof LetterContents];

/**
 * A queued letter after decryption. Of `content`, only the kind is checked here; the compiler checked the
 * rest where the letter was queued.
 */
export const WaitingLetter = z.object({
  accountId: z.uuid(),
  to: z.string(),
  content: z.custom<LetterContent>((value) => z.object({ kind: z.string() }).safeParse(value).success),
});

export type MailInput = z.infer<typeof MailInput>;
export type MailView = z.infer<typeof MailView>;
export type SaidNotice = Pick<Notice, "kind" | "to" | "subject" | "params">;
