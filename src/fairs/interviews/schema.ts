import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../platform/core/schema.ts";
import { NoteView } from "../booth-desk/index.ts";

const Instant = z.iso.datetime({ offset: true }).openapi({ example: "2026-05-25T09:00:00+08:00" });

/** A period of one recruiter for interviews, split into slots of `minutes` each. */
export const InterviewSlotsInput = z
  .strictObject({
    recruiter: z.number().int().min(1).max(20),
    from: Instant,
    to: Instant,
    minutes: z.number().int().min(5).max(120),
    /** Number of people in one slot. A slot for more than one is a group interview. */
    capacity: z.number().int().min(1).max(200).default(1),
  })
  .openapi("InterviewSlotsInput");
export const SlotsRemoval = z
  .strictObject({ recruiter: z.number().int().min(1).max(20) })
  .openapi("InterviewSlotsRemoval");
/** `slots` is null at a fair of another node, whose host opens and deletes them. */
export const SlotsChanged = z.object({ slots: z.number().int().nullable() }).openapi("InterviewSlotsChanged");

export const MeetingInput = z
  .strictObject({ url: PlainText(300).nullable() })
  .openapi({ example: { url: "https://meeting.example.cn/r/1" } })
  .openapi("MeetingRoomInput");

/** Postings in order of preference, at most three, each of another enterprise. */
export const WishesInput = z.strictObject({ postingIds: z.array(Id).max(3) }).openapi("InterviewWishesInput");

export const QueueJoin = z.strictObject({ registrationId: Id }).openapi("QueueJoin");
export const WalkIn = z.strictObject({ code: PlainText(600, 1) }).openapi("QueueWalkIn");
export const CallNext = z
  .strictObject({ recruiter: z.number().int().min(1).max(20) })
  .openapi("QueueCallNext");
export const QUEUE_ACTS = ["arrive", "finish", "noShow", "cancel"] as const;
export const QueueAct = z.strictObject({ act: z.enum(QUEUE_ACTS) }).openapi("QueueAct");

const Estimate = z.object({
  fromMin: z.number().int(),
  toMin: z.number().int(),
  /** Number of measured talks at this booth. Below three, the estimate uses assumed durations. */
  measured: z.number().int(),
});

export const EntryView = z
  .object({
    id: Id,
    number: z.number().int(),
    kind: z.enum(["booked", "walkIn", "remote"]),
    status: z.enum(["waiting", "called", "serving"]),
    remote: z.boolean(),
    dueAt: z.iso.datetime().nullable(),
    recruiter: z.number().int().nullable(),
    calledAt: z.iso.datetime().nullable(),
    estimate: Estimate.nullable(),
  })
  .openapi("QueueEntry");

/** How far acts at a fair of another node are. */
export const SendingView = z.object({
  /** False if no agreement lets people of this node act there. */
  served: z.boolean(),
  /** Number of acts that the host has not answered. */
  waiting: z.number().int(),
  /** Code of the host's refusal of the newest act, or COMMAND_EXPIRED. Null if it ran. */
  refusal: z.string().nullable(),
});

export const SlotView = z.object({
  id: Id,
  recruiter: z.number().int(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  kind: z.enum(["one", "group"]),
  capacity: z.number().int(),
  taken: z.number().int(),
});

export const BoothInterviews = z
  .object({
    slots: z.array(SlotView),
    interviews: z.array(
      z.object({
        id: Id,
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        recruiter: z.number().int(),
        kind: z.enum(["one", "group"]),
        remote: z.boolean(),
        status: z.enum(["booked", "done", "noShow", "cancelled"]),
        number: z.number().int().nullable(),
        posting: z.string(),
        callName: z.string().nullable(),
        /** Notes about the person's visit at this booth, oldest first. */
        notes: z.array(NoteView),
      }),
    ),
    queue: z.array(EntryView),
    meetingUrl: z.string().nullable(),
    /** Null at a fair of this node. */
    sending: SendingView.nullable(),
  })
  .openapi("BoothInterviews");

/** The queues of a hall for the public: numbers, booths and enterprises, no names of people. */
export const HallQueue = z
  .object({
    booths: z.array(
      z.object({
        booth: z.string(),
        enterprise: z.string(),
        called: z.array(z.number().int()),
        serving: z.array(z.number().int()),
        next: z.array(z.number().int()),
        waiting: z.number().int(),
        /** Estimate for a person who joins the queue now. */
        estimate: Estimate.nullable(),
      }),
    ),
  })
  .openapi("HallQueue");

const ENGAGEMENTS = ["entry", "interview"] as const;
/**
 * An entry time or interview at this fair, and one at another fair that starts less than an hour from it.
 */
export const OwnClash = z.object({
  kind: z.enum(ENGAGEMENTS),
  at: z.iso.datetime(),
  other: z.object({ kind: z.enum(ENGAGEMENTS), at: z.iso.datetime(), fairId: Id, title: z.string() }),
});

export const MyFair = z
  .object({
    /** `venueId` is null for an online participant. */
    ticket: z.object({ reference: z.string(), status: z.string(), venueId: Id.nullable() }).nullable(),
    wishes: z.array(
      z.object({
        rank: z.number().int(),
        postingId: Id,
        posting: z.string(),
        enterprise: z.string(),
        /** `noSlot`: the timetable is made, or the fair is over, and no time was left for this wish. */
        state: z.enum(["met", "missed", "open", "noSlot"]),
      }),
    ),
    interviews: z.array(
      z.object({
        id: Id,
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        kind: z.enum(["one", "group"]),
        remote: z.boolean(),
        status: z.enum(["booked", "done", "noShow", "cancelled"]),
        posting: z.string(),
        enterprise: z.string(),
        booth: z.string().nullable(),
        venue: z.string().nullable(),
        /** URL of the meeting room. Null unless the interview is online and booked. */
        meetingUrl: z.string().nullable(),
      }),
    ),
    clashes: z.array(OwnClash),
    queue: z.array(
      EntryView.extend({
        registrationId: Id,
        enterprise: z.string(),
        booth: z.string(),
        venue: z.string(),
        meetingUrl: z.string().nullable(),
      }),
    ),
    /** Null at a fair of this node. */
    sending: SendingView.nullable(),
    /** Acts that the host of a fair at another node refused, until the person asks again or removes them. */
    refused: z.array(
      z.object({
        kind: z.enum(["turn", "wish"]),
        registrationId: Id,
        enterprise: z.string(),
        /** The posting of a wish; null for a turn. */
        postingId: Id.nullable(),
        posting: z.string().nullable(),
        /** Code of the host's error, or COMMAND_EXPIRED. */
        refusal: z.string(),
      }),
    ),
  })
  .openapi("MyFair");

export type InterviewSlotsInput = z.infer<typeof InterviewSlotsInput>;
export type EntryView = z.infer<typeof EntryView>;
export type BoothInterviews = z.infer<typeof BoothInterviews>;
export type SendingView = z.infer<typeof SendingView>;
export type HallQueue = z.infer<typeof HallQueue>;
export type OwnClash = z.infer<typeof OwnClash>;
export type MyFair = z.infer<typeof MyFair>;
export type QueueActName = (typeof QUEUE_ACTS)[number];
