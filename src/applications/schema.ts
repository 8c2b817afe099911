import { z } from "@hono/zod-openapi";
import { ProfileInput } from "../candidates/index.ts";
import { ChannelCode, Id, IsoDate, PlainText } from "../platform/core/schema.ts";

export const STATUSES = ["sent", "invited", "declined", "withdrawn", "started", "confirmed"] as const;
/** The fields that a person may share with an enterprise. */
export const CONSENT_FIELDS = [
  "callName",
  "phone",
  "skills",
  "places",
  "years",
  "certificates",
  "startFrom",
  "veteran",
] as const;
export const DECLINE_REASONS = ["filled", "skills", "schedule", "place", "pay", "other"] as const;

const Stamp = z.iso.datetime();

/** Optional id of a command. A repeat with the same body gets the same answer, another body is refused. */
const command = { commandId: Id.optional() };

export const ApplyInput = z
  .strictObject({
    /** Fields that the person does not share. Name and phone are always shared. */
    withhold: z.array(z.enum(CONSENT_FIELDS)).max(8).optional(),
    message: PlainText(500).nullable().optional(),
    /** A new or changed card, which is saved in the same transaction. */
    card: ProfileInput.optional(),
    channel: z.enum(["web", "api", "wechat", "fair"]).optional(),
    /**
     * Code of the channel (poster, article, message) by which the person came. An unknown code is ignored.
     */
    via: ChannelCode.optional(),
    ...command,
  })
  .openapi("ApplyInput");

export const HistoryEntry = z.object({
  at: Stamp,
  by: z.string(),
  kind: z.string(),
  note: z.string().nullable(),
});

/** An application as shown to the person who sent it. */
export const ApplicationView = z
  .object({
    id: Id,
    reference: z.string(),
    status: z.enum(STATUSES),
    /** `expired`: the posting is no longer open, or its employer is suspended. */
    posting: z.object({ id: Id, title: z.string(), expired: z.boolean() }),
    employer: z.object({ id: Id, name: z.string(), suspended: z.boolean() }),
    answer: z.record(z.string(), z.unknown()).nullable(),
    answerDueAt: Stamp.nullable(),
    startedOn: IsoDate.nullable(),
    consent: z.object({
      id: Id,
      fields: z.array(z.enum(CONSENT_FIELDS)),
      grantedAt: Stamp,
      endsAt: Stamp,
      withdrawnAt: Stamp.nullable(),
    }),
    createdAt: Stamp,
    history: z.array(HistoryEntry),
    /**
     * How far the application to a posting of another node is; null for a posting of this one. `waiting`:
     * under way. `refused`, `expired`: it did not arrive. `phone`: the employer's, if it takes over a day or
     * failed.
     */
    delivery: z
      .object({
        state: z.enum(["waiting", "done", "refused", "expired"]),
        since: Stamp,
        reason: z.string().nullable(),
        phone: z.string().nullable(),
      })
      .nullable(),
    rev: z.number().int(),
  })
  .openapi("Application");

/**
 * An application as shown to the enterprise. It has the card only while the consent is valid, and only the
 * fields of the consent.
 */
export const ReceivedApplication = z
  .object({
    id: Id,
    reference: z.string(),
    status: z.enum(STATUSES),
    posting: z.object({ id: Id, title: z.string() }),
    card: z
      .object({
        callName: z.string().optional(),
        phone: z.string().optional(),
        skills: z.array(z.string()).optional(),
        places: z.array(z.string()).optional(),
        years: z.number().int().nullable().optional(),
        certificates: z.array(z.string()).optional(),
        startFrom: z.string().nullable().optional(),
        veteran: z.enum(["declared", "verified"]).nullable().optional(),
      })
      .nullable(),
    message: z.string().nullable(),
    answer: z.record(z.string(), z.unknown()).nullable(),
    answerDueAt: Stamp.nullable(),
    startedOn: IsoDate.nullable(),
    createdAt: Stamp,
    history: z.array(HistoryEntry),
    rev: z.number().int(),
  })
  .openapi("ReceivedApplication");

/** A command without other content. */
export const CommandOnly = z.strictObject(command).openapi("CommandOnly");

export const AnswerInput = z
  .discriminatedUnion("kind", [
    z.strictObject({
      ...command,
      kind: z.literal("invite"),
      when: PlainText(80, 1),
      where: PlainText(200, 1),
      contact: PlainText(80).optional(),
      note: PlainText(500).optional(),
    }),
    z.strictObject({
      ...command,
      kind: z.literal("decline"),
      reason: z.enum(DECLINE_REASONS),
      note: PlainText(500).optional(),
    }),
  ])
  .openapi("AnswerInput");

export const StartInput = z.strictObject({ startedOn: IsoDate }).openapi("StartInput");

export type StartInput = z.infer<typeof StartInput>;
export type ApplyInput = z.infer<typeof ApplyInput>;
export type ApplicationView = z.infer<typeof ApplicationView>;
export type ReceivedApplication = z.infer<typeof ReceivedApplication>;
export type AnswerInput = z.infer<typeof AnswerInput>;
type WithoutId<Input> = Input extends unknown ? Omit<Input, "commandId"> : never;
/** An answer as it is stored. */
export type Answer = WithoutId<AnswerInput>;
