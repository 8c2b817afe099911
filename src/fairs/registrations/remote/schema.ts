import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../../platform/core/schema.ts";
import { REGISTRATION_STATUSES, RegistrationPatch, WAITS_FOR } from "../schema.ts";

/** Kinds of record in logs for one city: to the fair's home, and back. */
export const FORM_KIND = "registrationForm";
export const TOLD_KIND = "registration";

/**
 * Content of a command on a registration besides ids, sealed: postings and people that the enterprise
 * brings, or the reason for which its union returned it.
 */
export const RegistrationForm = z.strictObject({
  registrationId: Id,
  fairId: Id,
  enterpriseId: Id,
  brings: RegistrationPatch.nullable(),
  reason: PlainText(300, 1).nullable(),
});
export type RegistrationForm = z.infer<typeof RegistrationForm>;

const Stamp = z.iso.datetime().nullable();

/** A registration as the fair's home tells it to the city that recommends it. */
export const ToldRegistration = z.strictObject({
  enterpriseId: Id,
  fairId: Id,
  reference: z.string().min(1).max(40),
  status: z.enum(REGISTRATION_STATUSES),
  reason: z.string().max(300).nullable(),
  booth: z.strictObject({ venueId: Id, code: z.string().min(1).max(4) }).nullable(),
  waitsFor: z.enum(WAITS_FOR).nullable(),
  recommendedAt: Stamp,
  decidedAt: Stamp,
  waitlistedAt: Stamp,
  offerEndsAt: Stamp,
  postingIds: z.array(Id).max(50),
  venueWishes: z.array(Id).max(20),
  wishNote: z.string().max(200).nullable(),
  recruiters: z.int().min(1).max(20),
  contactName: z.string().max(40),
  contactPhone: z.string().max(40),
  /** The step that led to this version, and the command of the reader's that asked for it. */
  action: z.string().min(1).max(40),
  commandId: Id.nullable(),
});
export type ToldRegistration = z.infer<typeof ToldRegistration>;

/** Place of a registration in the waiting list, from 1. It moves without a version of the registration. */
export const ToldPlace = z.strictObject({ fairId: Id, place: z.int().min(1) });
export type ToldPlace = z.infer<typeof ToldPlace>;

/** Payload of the command `register`. */
export const RegisterCommand = z.strictObject({
  registrationId: Id,
  reference: z.string().regex(/^[A-Z0-9]{6,20}$/),
  formId: Id,
});
/** Payload of the commands `edit` and `return`. */
export const FormCommand = z.strictObject({ formId: Id });
/** Payload of the command `answerOffer`. */
export const AnswerCommand = z.strictObject({ accept: z.boolean() });

/** Content of an act on a registration for the fair's home. */
export type Carried = {
  brings?: RegistrationPatch;
  reason?: string;
  accept?: boolean;
  /** Revision of the own row that the caller saw. */
  ifRev?: number | undefined;
};
