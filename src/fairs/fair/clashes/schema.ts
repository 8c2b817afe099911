import { z } from "@hono/zod-openapi";
import { Id } from "../../../platform/core/schema.ts";

const OtherFair = z.object({
  id: Id,
  title: z.string(),
  opensAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
});

/** Fairs at the same time in a hall of this fair, or with one of its enterprises. They are warnings only. */
export const FairClashes = z
  .object({
    halls: z.array(z.object({ venue: z.string(), otherVenue: z.string(), fair: OtherFair })),
    enterprises: z.array(z.object({ enterprise: z.object({ id: Id, name: z.string() }), fair: OtherFair })),
  })
  .openapi("FairClashes");

export type FairClashes = z.infer<typeof FairClashes>;
