import { z } from "zod";
import { TALENT_STARTS } from "../../../db/schema/index.ts";
import { DivisionCode, Id } from "../../platform/core/schema.ts";
import { BLOCKS_MAX } from "../rules.ts";

const Subject = z.string().min(16).max(100);
const OccupationId = z.string().regex(/^[a-z0-9-]{1,60}$/);
const list = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(10);

/**
 * Payload of a sealed record of kind `candidate`: a card of the talent pool as its owner shows it to one
 * city. Only fields of the consent are there. No form of it has room for a name or a number.
 */
export const CandidatePayload = z.strictObject({
  subject: Subject,
  /** The city whose people may see the card. */
  city: DivisionCode,
  grantedAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  card: z.strictObject({
    skills: list(OccupationId),
    places: list(DivisionCode).optional(),
    years: z.int().min(0).max(60).optional(),
    certificates: list(z.string().min(1).max(30)).optional(),
    startFrom: z.enum(TALENT_STARTS).optional(),
    /** There only if the person switched it on. */
    veteran: z.literal(true).optional(),
  }),
  /** Enterprises of the city that may neither find nor invite the person. */
  blocked: z.array(Id).max(BLOCKS_MAX),
});
export type CandidatePayload = z.infer<typeof CandidatePayload>;

/** Payload of a sealed record of kind `invitation`: an enterprise asks a person to look at a posting. */
export const InvitationPayload = z.strictObject({
  subject: Subject,
  /** Id of the record `candidate` that the enterprise saw. */
  candidateId: Id,
  enterpriseId: Id,
  enterprise: z.string().min(1).max(200),
  postingId: Id,
  title: z.string().min(1).max(200),
});
export type InvitationPayload = z.infer<typeof InvitationPayload>;
