import { z } from "zod";
import { Id } from "../../../platform/core/schema.ts";
import { InterviewSlotsInput, QUEUE_ACTS } from "../schema.ts";

/** Kinds of record by which the host tells of turns: to the person's city, and to the enterprise's. */
export const TURN_KIND = "queueTurn";
export const BOOTH_TURN_KIND = "boothTurn";
export const BOOTH_DAY_KIND = "boothDay";

/** Payload of the commands `joinQueue` and `leaveQueue`. */
export const TurnCommand = z.strictObject({ registrationId: Id });
export type TurnCommand = z.infer<typeof TurnCommand>;
/** Payload of the command `wishInterviews`. */
export const WishCommand = z.strictObject({ postingIds: z.array(Id).max(3) });
export type WishCommand = z.infer<typeof WishCommand>;

const Recruiter = z.int().min(1).max(20);
/** Payload of the command `boothAct`: what a recruiter does with queue, slots and meeting room. */
export const BoothAct = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("call"), recruiter: Recruiter }),
  z.strictObject({ act: z.literal("walkIn"), code: z.string().min(1).max(600) }),
  z.strictObject({ act: z.literal("move"), entryId: Id, move: z.enum(QUEUE_ACTS) }),
  z.strictObject({ act: z.literal("open"), slots: InterviewSlotsInput }),
  z.strictObject({ act: z.literal("close"), recruiter: Recruiter }),
  z.strictObject({ act: z.literal("meeting"), url: z.string().max(300).nullable() }),
]);
export type BoothAct = z.infer<typeof BoothAct>;

const Stamp = z.iso.datetime();
const Url = z.url({ protocol: /^https$/ }).max(300);
const Interview = z.strictObject({
  startsAt: Stamp,
  endsAt: Stamp,
  postingId: Id,
  group: z.boolean(),
  recruiter: Recruiter,
  status: z.enum(["booked", "done", "noShow", "cancelled"]),
});
const Turn = z.strictObject({
  fairId: Id,
  registrationId: Id,
  number: z.int().min(1),
  kind: z.enum(["booked", "walkIn", "remote"]),
  status: z.enum(["waiting", "called", "serving", "done", "left"]),
  noShow: z.boolean(),
  remote: z.boolean(),
  dueAt: Stamp.nullable(),
  recruiter: Recruiter.nullable(),
  calledAt: Stamp.nullable(),
  interview: Interview.nullable(),
});

/** A sealed record of kind `queueTurn`: a person's turn at a booth, or a booked interview. */
export const ToldTurn = Turn.extend({
  subject: z.string().min(16).max(100),
  /** Null unless the person may enter the meeting room now. */
  meetingUrl: Url.nullable(),
});
export type ToldTurn = z.infer<typeof ToldTurn>;

/** A sealed record of kind `boothTurn`: the same turn for the enterprise's city. It names nobody. */
export const ToldBoothTurn = Turn.extend({
  joinedAt: Stamp,
  servedAt: Stamp.nullable(),
  endedAt: Stamp.nullable(),
});
export type ToldBoothTurn = z.infer<typeof ToldBoothTurn>;

/** A sealed record of kind `boothDay`: a booth's interview slots and its meeting room. */
export const ToldBoothDay = z.strictObject({
  fairId: Id,
  registrationId: Id,
  meetingUrl: Url.nullable(),
  slots: z
    .array(
      z.strictObject({
        id: Id,
        recruiter: Recruiter,
        startsAt: Stamp,
        endsAt: Stamp,
        kind: z.enum(["one", "group"]),
        capacity: z.int().min(1).max(200),
        taken: z.int().min(0).max(200),
      }),
    )
    .max(600),
});
export type ToldBoothDay = z.infer<typeof ToldBoothDay>;
/** Kind by which a person's home tells which application belongs to her turn. */
export const TURN_APPLICATION_KIND = "turnApplication";
export const ToldTurnApplication = z.strictObject({ applicationId: Id });
export type ToldTurnApplication = z.infer<typeof ToldTurnApplication>;

/** Schemas of what an enterprise's city is told, by kind. */
export const TOLD_SCHEMAS: Readonly<
  Record<typeof BOOTH_TURN_KIND | typeof BOOTH_DAY_KIND, z.ZodType<ToldBoothTurn | ToldBoothDay>>
> = { boothTurn: ToldBoothTurn, boothDay: ToldBoothDay };
