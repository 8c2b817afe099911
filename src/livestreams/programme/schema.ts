import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { PostingCard } from "../../postings/index.ts";
import { command, PinView, STANDINGS } from "../livestream/index.ts";

/** Most postings on a run sheet. */
export const ITEMS_MAX = 200;

/** The whole run sheet, in the order in which the postings are explained. */
export const RunSheetInput = z
  .strictObject({ postingIds: z.array(Id).max(ITEMS_MAX), ...command })
  .openapi("RunSheetInput");

export const PinAction = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("pin"), postingId: Id, commandId: Id.optional() }),
    z.strictObject({
      action: z.literal("unpin"),
      /** The pin that the caller saw. If another one is open, nothing changes. */
      pinId: Id.optional(),
      commandId: Id.optional(),
    }),
    z.strictObject({
      action: z.literal("next"),
      /** The posting that the caller saw pinned. If another one is pinned now, nothing changes. */
      from: Id.nullable(),
      commandId: Id.optional(),
    }),
  ])
  .openapi("PinAction");

export const RunSheet = z
  .object({
    items: z.array(
      z.object({
        postingId: Id,
        title: z.string(),
        employer: z.string(),
        /** Says if the posting may be shown; readers outside the control room get `live` ones alone. */
        standing: z.enum(STANDINGS),
        /** The posting as in a list. Null if the caller may not read it. */
        card: PostingCard.nullable(),
      }),
    ),
    rev: z.number().int(),
  })
  .openapi("RunSheet");

export const PinState = z
  .object({
    pin: PinView.nullable(),
    /** False if nothing changed: the posting was pinned already, or somebody else was faster. */
    changed: z.boolean(),
  })
  .openapi("PinState");

export const PinHistory = z
  .object({
    items: z.array(
      PinView.extend({
        title: z.string(),
        employer: z.string(),
        unpinnedAt: z.iso.datetime().nullable(),
        reason: z.enum(["replaced", "officer", "ended", "removed", "over"]).nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi("PinHistory");

export type RunSheetInput = z.infer<typeof RunSheetInput>;
export type PinAction = z.infer<typeof PinAction>;
/** Input of one action on the pin, with the livestream's id. */
export type PinAct<A extends PinAction["action"]> = { id: string } & Extract<PinAction, { action: A }>;
export type RunSheet = z.infer<typeof RunSheet>;
export type PinState = z.infer<typeof PinState>;
export type PinHistory = z.infer<typeof PinHistory>;
