import { z } from "zod";
import { DivisionCode, Id } from "../../../platform/core/schema.ts";

const Word = z.string().regex(/^[A-Za-z]{1,40}$/);

/** Text of another node that goes into questions to the database: no control character, no half character. */
const Name = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}]+$/u);
const Rev = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

/** A time that the database can hold: of the years 1970 to 9999, to the nanosecond at most. */
export const Instant = z.iso
  .datetime()
  .max(35)
  .refine((text) => Date.parse(text) >= 0);

/** A record that must be here before the command runs. */
export const Need = z.strictObject({
  stream: z.string().regex(/^\d{6}\/(?:public|to\/\d{6})$/),
  kind: Word,
  id: Name,
  rev: Rev,
});
export type Need = z.infer<typeof Need>;

/** A command as another city sends it. It carries nobody's data. */
export const Envelope = z
  .strictObject({
    commandId: Id,
    type: Word,
    target: z.strictObject({
      city: DivisionCode,
      kind: Word,
      id: Id,
      ifRev: Rev.optional(),
    }),
    actor: z.strictObject({
      city: DivisionCode,
      role: z.enum(["seeker", "member", "officer"]),
      subject: Name.nullable(),
    }),
    needs: z.array(Need).max(60),
    issuedAt: Instant,
    expiresAt: Instant,
    payload: z.unknown(),
  })
  .refine(({ issuedAt, expiresAt }) => Date.parse(issuedAt) < Date.parse(expiresAt), { path: ["expiresAt"] });
export type Envelope = z.infer<typeof Envelope>;
