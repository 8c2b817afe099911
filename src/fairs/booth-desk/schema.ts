import { z } from "@hono/zod-openapi";
import { STATUSES } from "../../applications/index.ts";
import { Id, IsoDate, PlainText } from "../../platform/core/schema.ts";

const Code = PlainText(600, 1).openapi({ example: "LP0123456789" });

export const BoothScanInput = z
  .strictObject({
    /** Id that the device gives the scan. A repeated scan returns the first result and changes nothing. */
    nonce: Id,
    /** Text of the ticket's QR code, or a typed reference. */
    code: Code,
    postingId: Id,
    /** Name by which to address the person. Required if the person has an account but no card. */
    callName: PlainText(20).optional(),
    /** Skills of a person without an account, in the person's own words. */
    canDo: PlainText(100).optional(),
    /**
     * True if a person without an account agrees that name and skills are stored. Required if one of them is
     * given.
     */
    agreed: z.boolean().optional(),
    note: PlainText(500).optional(),
    /** True to record an intent for this posting too. */
    intent: z.boolean().optional(),
    /** Time on the device's clock at which the scan was made, if there was no network. */
    heldSince: z.iso.datetime({ offset: true }).optional(),
  })
  .openapi("BoothScanInput");

export const BoothScanned = z
  .object({
    /** Id of the visit; that of the scan itself if `outcome` is `sent`. */
    visitId: Id,
    /**
     * `applied`: a new application was sent. `again`: the application existed. `visited`: a visit without an
     * application. `passedOn`: the person is of another node, which sends the application. `sent`: another
     * node hosts the fair and answers later.
     */
    outcome: z.enum(["applied", "again", "visited", "passedOn", "sent"]),
    applicationId: Id.nullable(),
    reference: z.string().nullable(),
    intent: z.boolean(),
    /** False if no gate has scanned this ticket yet. The gate may be without network, so the visit counts. */
    entered: z.boolean(),
  })
  .openapi("BoothScanned");

export const NoteInput = z.strictObject({ note: PlainText(500, 1) }).openapi("BoothNoteInput");
export const NoteView = z
  .object({
    id: Id,
    note: z.string(),
    /** Name of the author, or the masked phone of one without a name. Null if it is not known. */
    author: z.string().nullable(),
    /** Time at which the author wrote it, also on a device without network. */
    at: z.iso.datetime(),
  })
  .openapi("BoothNote");
export const IntentInput = z.strictObject({ visitId: Id, postingId: Id }).openapi("FairIntentInput");
export const IntentMade = z.object({ created: z.boolean() }).openapi("FairIntentMade");
export const IntentStart = z.strictObject({ startedOn: IsoDate }).openapi("FairIntentStart");

export const VisitView = z
  .object({
    id: Id,
    callName: z.string().nullable(),
    canDo: z.string().nullable(),
    skills: z.array(z.string()),
    /** True if a valid consent lets the enterprise read the person's card. */
    consented: z.boolean(),
    account: z.boolean(),
    /** Notes of the enterprise about this visit, oldest first. */
    notes: z.array(NoteView),
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
export type NoteView = z.infer<typeof NoteView>;
export type VisitView = z.infer<typeof VisitView>;
export type FollowUpView = z.infer<typeof FollowUpView>;
export type FollowUpAnswer = z.infer<typeof FollowUpAnswer>;
