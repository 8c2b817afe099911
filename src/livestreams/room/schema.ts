import { z } from "@hono/zod-openapi";
import { DivisionCode, Id } from "../../platform/core/schema.ts";
import { HANDOVER_STATES } from "./rules.ts";

const Instant = z.iso.datetime();
const commandId = Id.optional();
/** Bounds of the countdown of a hand-over, in seconds. */
const COUNTDOWN_S = { least: 10, most: 3_600 } as const;

export const HandoverAction = z
  .discriminatedUnion("action", [
    z.strictObject({
      action: z.literal("propose"),
      /** The livestream that takes the programme over. */
      to: Id,
      /** Seconds until then, by the server's clock. */
      inS: z.number().int().min(COUNTDOWN_S.least).max(COUNTDOWN_S.most),
      commandId,
    }),
    z.strictObject({ action: z.literal("accept"), handoverId: Id, commandId }),
    z.strictObject({ action: z.literal("decline"), handoverId: Id, commandId }),
    z.strictObject({ action: z.literal("takeBack"), handoverId: Id, commandId }),
  ])
  .openapi("HandoverAction");

const Side = z.object({ id: Id, title: z.string(), city: DivisionCode, cityName: z.string() });

export const HandoverView = z
  .object({
    id: Id,
    from: Side,
    to: Side,
    state: z.enum(HANDOVER_STATES),
    dueAt: Instant,
    /** Whole seconds until then; 0 afterwards. */
    leftS: z.number().int(),
    acceptedAt: Instant.nullable(),
    handedAt: Instant.nullable(),
  })
  .openapi("LivestreamHandover");

export const Handovers = z
  .object({
    /** The server's time, by which countdowns run. */
    at: Instant,
    /** The newest hand-over by which this livestream gives its programme. */
    gives: HandoverView.nullable(),
    /** The newest hand-over by which it takes that of another one. */
    takes: HandoverView.nullable(),
    /** The livestream to which viewers are sent on. Null while the programme is here. */
    next: Side.nullable(),
  })
  .openapi("LivestreamHandovers");

export type HandoverAction = z.infer<typeof HandoverAction>;
/** Input of one act on a hand-over, with the id of the livestream whose room acts. */
export type HandoverAct<A extends HandoverAction["action"]> = { id: string } & Extract<
  HandoverAction,
  { action: A }
>;
export type HandoverView = z.infer<typeof HandoverView>;
export type Handovers = z.infer<typeof Handovers>;
