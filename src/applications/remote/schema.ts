import { z } from "zod";
import { ChannelCode, Id, IsoDate } from "../../platform/core/schema.ts";
import { Reply, STATUSES } from "../schema.ts";

/** A step that the employer's side took, as the home of the posting tells it. */
const ToldStep = z.strictObject({
  id: Id,
  rev: z.int().min(1),
  at: z.iso.datetime(),
  by: z.enum(["enterprise", "officer"]),
  kind: z.enum(["invite", "decline", "start"]),
  note: z.string().max(500).nullable(),
});

/** A sealed record of kind `application`: the state at the home of the posting, and all its steps. */
export const ToldApplication = z.strictObject({
  subject: z.string().min(16).max(100),
  status: z.enum(STATUSES),
  answer: z.record(z.string().max(40), z.string().max(500)).nullable(),
  startedOn: IsoDate.nullable(),
  steps: z.array(ToldStep).max(50),
});
export type ToldApplication = z.infer<typeof ToldApplication>;

/** Payload of the command `apply`. The card travels apart, as a sealed record. */
export const ApplyCommand = z.strictObject({
  applicationId: Id,
  reference: z.string().regex(/^[A-Z0-9]{6,20}$/),
  cardId: Id,
  channel: z.enum(["web", "api", "wechat", "fair"]),
  /**
   * Code of the receiver's channel by which the person came. Earlier releases refuse it, so it is sent only
   * to the node that told this code.
   */
  via: ChannelCode.optional(),
});
export type ApplyCommand = z.infer<typeof ApplyCommand>;

/** Payload of the command `replyInvitation`. `invitationId`: the step by which the invitation came. */
export const ReplyCommand = z.strictObject({ invitationId: Id, reply: Reply });
export type ReplyCommand = z.infer<typeof ReplyCommand>;
