import { z } from "@hono/zod-openapi";
import { PayView } from "../../postings/index.ts";
import { NOTICE_KINDS } from "../schema.ts";

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

const FoundPosting = z.object({
  id: z.string(),
  title: z.string(),
  employer: z.string(),
  place: z.string().nullable(),
  pay: PayView,
});

/** What letters say, without their words: each kind is one more variant here and one more page of text in `web/`. */
export const LetterContent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("confirm"), token: z.string() }),
  z.object({
    kind: z.literal("notices"),
    notices: z
      .array(
        z.object({
          kind: z.enum(NOTICE_KINDS),
          to: z.enum(["account", "enterprise"]),
          title: z.string(),
          subject: z.object({ kind: z.string(), id: z.string() }),
        }),
      )
      .min(1),
  }),
  z.object({
    kind: z.literal("newPostings"),
    searches: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        /** Found in all; `postings` are those that are listed. */
        count: z.number().int(),
        postings: z.array(FoundPosting),
      }),
    ),
  }),
]);

/** What waits, sealed, to be sent. */
export const WaitingLetter = z.object({ accountId: z.uuid(), to: z.string(), content: LetterContent });

export type MailInput = z.infer<typeof MailInput>;
export type MailView = z.infer<typeof MailView>;
export type LetterContent = z.infer<typeof LetterContent>;
export type SaidNotice = Extract<LetterContent, { kind: "notices" }>["notices"][number];
export type FoundSearch = Extract<LetterContent, { kind: "newPostings" }>["searches"][number];
