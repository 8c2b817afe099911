import { z } from "@hono/zod-openapi";

const Count = z.object({ confirmed: z.number().int(), total: z.number().int() });

/** One holder of a person's data that had to give it back. */
export const Erasure = z
  .object({
    id: z.uuid(),
    /** Kind of the record, such as `card` or `candidate`. */
    kind: z.string(),
    city: z.object({ code: z.string(), name: z.string() }),
    /** Name of the enterprise that could read it; null for a city alone. */
    employer: z.string().nullable(),
    askedAt: z.iso.datetime(),
    /** Time of the receipt; null while it is missing. */
    confirmedAt: z.iso.datetime().nullable(),
    /** How much the receiver deleted, by place: `records`, `log`. Null if it does not say. */
    deleted: z.record(z.string(), z.number().int()).nullable(),
    /** True for a receiver on this node, which stopped seeing it in the moment of asking. */
    here: z.boolean(),
  })
  .openapi("Erasure");
export type Erasure = z.infer<typeof Erasure>;

export const ErasureCounts = z.object({ cities: Count, employers: Count });
export type ErasureCounts = z.infer<typeof ErasureCounts>;

export const Erasures = ErasureCounts.extend({
  items: z.array(Erasure),
  nextCursor: z.string().nullable(),
}).openapi("Erasures");
export type Erasures = z.infer<typeof Erasures>;
