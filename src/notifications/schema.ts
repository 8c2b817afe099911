import { z } from "@hono/zod-openapi";
import { Id } from "../platform/core/schema.ts";

export const NOTICE_KINDS = [
  "applicationReceived",
  "applicationWithdrawn",
  "applicationInvited",
  "applicationDeclined",
  "startRecorded",
  "startConfirmed",
  "postingReturned",
  "postingPublished",
  "enterpriseVerified",
  "savedSearchFound",
  "fairReturned",
  "fairPlaced",
  "fairWaiting",
  "fairOffered",
  "fairOfferLapsed",
  "fairRefused",
  "fairSuspended",
  "fairCancelled",
  "fairMoved",
  "fairTomorrow",
  "ticketPromoted",
  "ticketTomorrow",
  "ticketSoon",
  "ticketFairCancelled",
  "ticketFairMoved",
  "applicationByCode",
  "interviewBooked",
  "interviewSoon",
  "interviewCancelled",
  "queueCalled",
  "queueClosed",
  "queueRemote",
  "queueCancelled",
  "followUpAsked",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NoticeView = z
  .object({
    id: Id,
    kind: z.enum(NOTICE_KINDS),
    to: z.enum(["account", "enterprise"]),
    subject: z.object({ kind: z.string(), id: z.string(), title: z.string().nullable() }),
    at: z.iso.datetime(),
    read: z.boolean(),
  })
  .openapi("Notice");

export type NoticeView = z.infer<typeof NoticeView>;
