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

/** Reasons that a person may give for not coming. */
export const NOT_COMING_REASONS = ["foundOther", "far", "pay", "time", "other"] as const;
/** Maximum number of times that a person may propose. */
export const TIMES_MAX = 3;

const Stamp = z.iso.datetime();
const Instant = z.iso.datetime({ offset: true });

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

/**
 * History entry. `note`: of `otherTimes` the proposed times with commas between, of `notCome` the reason, of
 * `start` the day; else what somebody wrote.
 */
export const HistoryEntry = z.object({
  at: Stamp,
  by: z.string(),
  kind: z.string(),
  note: z.string().nullable(),
});

/** A person's reply to an invitation. It has no free text, because it crosses nodes unsealed. */
const replies = {
  come: { kind: z.literal("come") },
  otherTimes: { kind: z.literal("otherTimes"), times: z.array(Instant).min(1).max(TIMES_MAX) },
  notCome: { kind: z.literal("notCome"), reason: z.enum(NOT_COMING_REASONS).optional() },
};
export const Reply = z
  .discriminatedUnion("kind", [
    z.strictObject(replies.come),
    z.strictObject(replies.otherTimes),
    z.strictObject(replies.notCome),
  ])
  .openapi("InvitationReply");

/** The invitation in `answer`. */
const invitation = z.object({
  /** Changes with every new time or place. A reply names it. */
  id: Id,
  /** The time that was read from `answer.when`, or null if no single time could be read. */
  startsAt: Stamp.nullable(),
  reply: Reply.nullable(),
  repliedAt: Stamp.nullable(),
});

/** An application as shown to the person who sent it. */
export const ApplicationView = z
  .object({
    id: Id,
    reference: z.string(),
    status: z.enum(STATUSES),
    /** `expired`: the posting is no longer open, or its employer is suspended. */
    posting: z.object({
      id: Id,
      title: z.string(),
      expired: z.boolean(),
      city: z.string().nullable(),
      occupation: z.string().nullable(),
    }),
    /** `phone` and `hours` are those of the posting's contact; null for a suspended enterprise. */
    employer: z.object({
      id: Id,
      name: z.string(),
      suspended: z.boolean(),
      phone: z.string().nullable(),
      hours: z.string().nullable(),
    }),
    answer: z.record(z.string(), z.unknown()).nullable(),
    invitation: invitation
      .extend({
        /** How far the reply to an employer of another node is; null for one of this node. */
        delivery: z
          .object({ state: z.enum(["waiting", "done", "refused", "expired"]), reason: z.string().nullable() })
          .nullable(),
      })
      .nullable(),
    answerDueAt: Stamp.nullable(),
    startedOn: IsoDate.nullable(),
    /** True while the person says that the recorded start is wrong. */
    startDenied: z.boolean(),
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
    invitation: invitation.nullable(),
    answerDueAt: Stamp.nullable(),
    startedOn: IsoDate.nullable(),
    startDenied: z.boolean(),
    /** The last time that the person showed the code at a booth of the enterprise, with the fair's title. */
    met: z.object({ at: Stamp, title: z.string() }).nullable(),
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
      /** Id of the invitation that this one replaces. Without it, an invited person is not invited again. */
      replaces: Id.optional(),
    }),
    z.strictObject({
      ...command,
      kind: z.literal("decline"),
      reason: z.enum(DECLINE_REASONS),
      note: PlainText(500).optional(),
    }),
  ])
  .openapi("AnswerInput");

const replied = { ...command, invitationId: Id };
export const ReplyInput = z
  .discriminatedUnion("kind", [
    z.strictObject({ ...replied, ...replies.come }),
    z.strictObject({ ...replied, ...replies.otherTimes }),
    z.strictObject({ ...replied, ...replies.notCome }),
  ])
  .openapi("InvitationReplyInput");

/** Outcome of a call to the employer's number. */
export const CallOutcome = z.strictObject({ reached: z.boolean() }).openapi("CallOutcome");

/**
 * Withdrawal of a consent. `application`: what happens to the application that rests on it. Without it, one
 * that waits for an answer is withdrawn too, and an answered one is kept.
 */
export const ConsentWithdrawal = z
  .strictObject({ application: z.enum(["keep", "withdraw"]).optional() })
  .openapi("ConsentWithdrawal");

export const StartInput = z.strictObject({ startedOn: IsoDate }).openapi("StartInput");

export type StartInput = z.infer<typeof StartInput>;
export type ApplyInput = z.infer<typeof ApplyInput>;
export type ApplicationView = z.infer<typeof ApplicationView>;
export type ReceivedApplication = z.infer<typeof ReceivedApplication>;
export type AnswerInput = z.infer<typeof AnswerInput>;
export type Reply = z.infer<typeof Reply>;
export type ReplyInput = z.infer<typeof ReplyInput>;
type WithoutId<Input> = Input extends unknown ? Omit<Input, "commandId"> : never;
/** An answer without the id of its command. `replaces` is not stored. */
export type Answer = WithoutId<AnswerInput>;
