import { z } from "@hono/zod-openapi";
import { UUID } from "./ids.ts";
import { isReversed, repairPhone, withoutInvisible } from "./text.ts";

export const Id = z
  .string()
  .regex(UUID)
  .openapi({ format: "uuid", example: "01935a7c-0000-7000-8000-000000000000" });
export const DivisionCode = z
  .string()
  .regex(/^[0-9]{6}$/)
  .openapi({ example: "210900" });
export const IsoDate = z.iso.date();
/** Page size: default 20, at most 100. */
export const Limit = z.coerce.number().int().min(1).max(100).default(20);
export const Cursor = z.string().min(1).max(1000);
/** A mainland mobile number. It is repaired first: spaces, dashes, +86, full-width digits, pasted marks. */
export const Phone = z
  .string()
  .max(40)
  .transform(repairPhone)
  .pipe(z.string().regex(/^1[3-9][0-9]{9}$/))
  .openapi({ type: "string", example: "13800000000" });

/** The error of a text with characters that a reader does not see or sees in another order. */
const UNREADABLE = { params: { code: "UNREADABLE" } };

/** Longest text in characters in which reversed characters would deceive about a name or a figure. */
const SHORT_CHARS_MAX = 200;

/**
 * A trimmed text of `min` to `max` characters, without characters that a reader does not see. NUL is refused,
 * because PostgreSQL cannot store it. A short text that is shown in reversed order is refused.
 */
export const PlainText = (max: number, min = 0) =>
  z
    .string()
    .refine((text) => max > SHORT_CHARS_MAX || !isReversed(text), UNREADABLE)
    .overwrite(withoutInvisible)
    .trim()
    .min(min)
    .max(max)
    .refine((text) => !text.includes("\0"), UNREADABLE);

/**
 * Channel code in the web address on a poster or in a message: two letters for the kind of channel, a dash,
 * five random characters.
 */
export const ChannelCode = z.string().regex(/^[a-z]{2}-[0-9a-z]{5}$/);

/** Error body by RFC 9457, extended with a stable `code`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    requestId: z.string(),
    fields: z
      .array(z.object({ path: z.string(), code: z.string(), message: z.string().optional() }))
      .optional(),
  })
  .openapi("Problem");

/** The `If-Match` header of a change. `revisionOf` reads it. */
export const RevisionHeader = z.object({
  "if-match": z
    .string()
    .optional()
    .openapi({ description: "The ETag that was read; 412 when the record has changed since" }),
});
