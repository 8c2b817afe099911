import { z } from "@hono/zod-openapi";
import { DivisionCode } from "../platform/core/schema.ts";

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined ? undefined : Array.isArray(value) ? value : String(value).split(",")),
    z.array(item).min(1).max(20).optional(),
  );

/** A whole number from 0 to `max`. Blank means that the condition is absent. */
const number = (max: number) =>
  z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.coerce.number().int().min(0).max(max).optional(),
  );

/**
 * The closed set of search conditions, as query parameters. Adapters translate only these, so no text of a
 * caller reaches an engine's filter language.
 */
export const Filter = z.strictObject({
  city: list(DivisionCode),
  county: list(DivisionCode),
  occupation: list(z.string().regex(/^[a-z0-9-]{1,60}$/)),
  /** Keeps postings whose monthly upper bound is at least this many yuan. */
  payMin: number(1_000_000),
  /** Also keeps daily, hourly, per-piece and unknown pay, which `payMin` leaves out. */
  payUnknown: z.stringbool().optional(),
  /** The seeker's own education, 0 to 7. Keeps postings that require no more. */
  education: number(7),
  /** The seeker's years of experience. Keeps postings that require no more. */
  experienceYears: number(60),
  benefits: list(z.string().regex(/^[A-Za-z]{1,40}$/)),
  enterpriseId: z.uuid().optional(),
});

export type Filter = z.infer<typeof Filter>;
