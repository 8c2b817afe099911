import { z } from "zod";
import { Id } from "../../platform/core/schema.ts";

const Text = (max: number) => z.string().max(max);
const Codes = z.array(Text(60)).max(10);

/** Fields of a card for another city's enterprise. Only those of the consent are there. */
export const CardFields = z.strictObject({
  callName: Text(40).optional(),
  phone: Text(20).optional(),
  skills: Codes.optional(),
  places: Codes.optional(),
  years: z.int().min(0).max(60).nullable().optional(),
  certificates: z.array(Text(60)).max(10).optional(),
  startFrom: Text(80).nullable().optional(),
  veteran: z.enum(["declared", "verified"]).nullable().optional(),
});
export type CardFields = z.infer<typeof CardFields>;

/** Payload of a sealed record of kind `card`. The receiving city knows the person by `subject`. */
export const CardPayload = z.strictObject({
  subject: z.string().min(16).max(100),
  enterpriseId: Id,
  postingId: Id,
  fields: z.array(Text(40)).max(20),
  grantedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  card: CardFields,
  message: Text(500).nullable(),
});
export type CardPayload = z.infer<typeof CardPayload>;

/** Payload of a sealed record of kind `look`: somebody opened the card of a person. */
export const LookPayload = z.strictObject({
  subject: z.string().min(16).max(100),
  applicationId: Id.nullable(),
  viewer: Text(200),
  role: z.enum(["member", "officer"]),
  why: Text(40),
  phone: z.boolean(),
  at: z.iso.datetime(),
});
export type LookPayload = z.infer<typeof LookPayload>;
