import { z } from "@hono/zod-openapi";
import { STATUSES } from "../../applications/index.ts";
import { Id, IsoDate, PlainText } from "../../platform/core/schema.ts";

const Code = PlainText(600, 1).openapi({ example: "LP0123456789" });

export const BoothScanInput = z
  .strictObject({
    /** The device's own id of this showing: a repeat gets the first answer and changes nothing. */
    nonce: Id,
    /** What the person shows or reads out. */
    code: Code,
    postingId: Id,
    /** What the person wants to be called; needed where there is no card yet. */
    callName: PlainText(20).optional(),
    /** For a person without an account: what it can do, as it says. */
    canDo: PlainText(100).optional(),
    /** The person without an account agrees that name and skills are noted. */
    agreed: z.boolean().optional(),
    note: PlainText(500).optional(),
    /** 就业意向 for this posting, too. */
    intent: z.boolean().optional(),
    /** Written down while there was no network, at this time by the device's clock. */
    heldSince: z.iso.datetime({ offset: true }).optional(),
  })
  .openapi("BoothScanInput");

export const BoothScanned = z
  .object({
    visitId: Id,
    /** `applied`: the application was sent now; `again`: it was there; `visited`: noted, without an application. */
    outcome: z.enum(["applied", "again", "visited"]),
    applicationId: Id.nullable(),
    reference: z.string().nullable(),
    intent: z.boolean(),
  })
  .openapi("BoothScanned");

export const NoteInput = z.strictObject({ note: PlainText(500).nullable() }).openapi("BoothNoteInput");
export const IntentInput = z.strictObject({ visitId: Id, postingId: Id }).openapi("FairIntentInput");
export const IntentMade = z.object({ created: z.boolean() }).openapi("FairIntentMade");
export const IntentStart = z.strictObject({ startedOn: IsoDate }).openapi("FairIntentStart");

export const VisitView = z
  .object({
    id: Id,
    callName: z.string().nullable(),
    canDo: z.string().nullable(),
    skills: z.array(z.string()),
    /** False once the person took the consent back, or never gave one. */
    consented: z.boolean(),
    account: z.boolean(),
    note: z.string().nullable(),
    at: z.iso.datetime(),
    applications: z.array(z.object({ id: Id, title: z.string(), status: z.enum(STATUSES) })),
    intents: z.array(z.object({ id: Id, postingId: Id, title: z.string(), startedOn: IsoDate.nullable() })),
  })
  .openapi("BoothVisit");

export const ANSWERS = ["yes", "no", "left"] as const;
export const FollowUpAnswer = z.strictObject({ answer: z.enum(ANSWERS) }).openapi("FollowUpAnswer");
export const FollowUpView = z
  .object({
    id: Id,
    day: z.number().int(),
    dueOn: IsoDate,
    posting: z.string(),
    enterprise: z.string(),
    startedOn: IsoDate,
    callName: z.string().nullable(),
    personAnswer: z.enum(ANSWERS).nullable(),
    enterpriseAnswer: z.enum(ANSWERS).nullable(),
  })
  .openapi("FollowUp");

export type BoothScanInput = z.infer<typeof BoothScanInput>;
export type BoothScanned = z.infer<typeof BoothScanned>;
export type VisitView = z.infer<typeof VisitView>;
export type FollowUpView = z.infer<typeof FollowUpView>;
export type StillThere = (typeof ANSWERS)[number];
