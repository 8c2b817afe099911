import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../platform/core/schema.ts";
import { command } from "../fair/index.ts";
import { TakenBoothView, WAITS_FOR } from "../registrations/index.ts";

export const PlacementInput = z
  .discriminatedUnion("decision", [
    z.strictObject({
      decision: z.literal("place"),
      /** Id of the booth to assign. Fails with BOOTH_TAKEN if it is not free. */
      boothId: Id.optional(),
      /**
       * Id of the venue in which any free booth will do. Without `boothId` and `venueId` the enterprise's
       * wishes decide.
       */
      venueId: Id.optional(),
      ...command,
    }),
    z.strictObject({ decision: z.literal("refuse"), reason: PlainText(300, 1), ...command }),
  ])
  .openapi("PlacementInput");

export const OfferAnswer = z.strictObject({ accept: z.boolean(), ...command }).openapi("OfferAnswer");
export const Proposal = z
  .object({
    items: z.array(z.object({ registrationId: Id, enterprise: z.string(), booth: TakenBoothView })),
    /** Enterprises that get no booth, with the reason: no booth left, or the city's quota used up. */
    left: z.array(
      z.object({ registrationId: Id, enterprise: z.string(), city: z.string(), why: z.enum(WAITS_FOR) }),
    ),
  })
  .openapi("BoothProposal");

export const PlacementsInput = z
  .strictObject({
    items: z
      .array(z.strictObject({ registrationId: Id, boothId: Id.optional() }))
      .min(1)
      .max(500),
  })
  .openapi("PlacementsInput");

export const PlacedMany = z
  .object({
    done: z.number().int(),
    waiting: z.number().int(),
    skipped: z.array(z.object({ id: Id, enterprise: z.string().nullable(), code: z.string() })),
  })
  .openapi("PlacedMany");

export type PlacementInput = z.infer<typeof PlacementInput>;
export type OfferAnswer = z.infer<typeof OfferAnswer>;
export type Proposal = z.infer<typeof Proposal>;
export type PlacedMany = z.infer<typeof PlacedMany>;
