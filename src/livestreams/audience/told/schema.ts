import { z } from "@hono/zod-openapi";
import { Id } from "../../../platform/core/schema.ts";
import { REASONS } from "../rules.ts";

const Count = z.number().int().min(0).max(100_000_000);
const Apart = z.object({ picture: Count, text: Count });
/** Most minutes of a series: two days. */
const MINUTES_MAX = 2_880;
const Minutes = z.array(Count).max(MINUTES_MAX);

/**
 * The figures of the viewers whom a city's node counted at a livestream of another city, as its log tells
 * them. They name nobody and no channel.
 */
export const AudiencePayload = z.object({
  livestreamId: Id,
  people: Apart,
  visits: Apart,
  minutes: Apart,
  /** People by minute. The first value is that of minute `from`. */
  series: z.object({ from: z.iso.datetime({ offset: true }), picture: Minutes, text: Minutes }),
  uncounted: z.partialRecord(z.enum(REASONS), Count),
});
export type AudiencePayload = z.infer<typeof AudiencePayload>;
