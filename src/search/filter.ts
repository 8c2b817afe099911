import { z } from "@hono/zod-openapi";
import { DivisionCode } from "../platform/core/schema.ts";
import type { Payday, PayPeriod, Shift } from "../postings/index.ts";

export const SHIFTS = ["day", "night", "two", "three", "rotating"] as const satisfies readonly Shift[];
const PAY_PERIODS = ["hour", "day", "week", "month", "year", "piece"] as const satisfies readonly PayPeriod[];
const PAYDAYS = ["day", "week", "month"] as const satisfies readonly Payday[];

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (value) => (value === undefined ? undefined : Array.isArray(value) ? value : String(value).split(",")),
    z.array(item).min(1).max(20).optional(),
  );

/** Returns a schema for an optional whole number from 0 to `max`. An empty string counts as absent. */
const number = (max: number) =>
  z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.coerce.number().int().min(0).max(max).optional(),
  );

/**
 * The search filters, as query parameters. Engines translate only these fields, so a caller cannot inject
 * text into an engine's filter language.
 */
export const Filter = z.strictObject({
  city: list(DivisionCode),
  county: list(DivisionCode),
  occupation: list(z.string().regex(/^[a-z0-9-]{1,60}$/)),
  /** Keeps postings whose highest monthly pay is at least this many yuan. Yearly pay counts as a twelfth. */
  payMin: number(1_000_000),
  /**
   * True: also keeps postings without monthly pay (daily, hourly, per piece or unknown), which `payMin` alone
   * drops.
   */
  payUnknown: z.stringbool().optional(),
  /** Keeps postings whose lowest monthly pay is at most this many yuan. Others are dropped. */
  payMax: number(1_000_000),
  /** Keeps postings paid by the day whose highest daily pay is at least this many yuan. */
  dayPayMin: number(100_000),
  /** Keeps postings paid by the hour whose highest hourly pay is at least this many yuan. */
  hourPayMin: number(10_000),
  /** Keeps postings with one of these units of pay. `piece` also keeps piece work with monthly pay. */
  payPeriod: list(z.enum(PAY_PERIODS)),
  /** When wages are paid out. */
  payday: list(z.enum(PAYDAYS)),
  shift: list(z.enum(SHIFTS)),
  /**
   * Drops postings that name one of these shifts. Postings that name no shift stay. The next two likewise.
   */
  notShift: list(z.enum(SHIFTS)),
  notPayPeriod: list(z.enum(PAY_PERIODS)),
  notPayday: list(z.enum(PAYDAYS)),
  /**
   * Education of the seeker, from 0 (none) to 7 (doctorate). Keeps postings that require this level or less.
   */
  education: number(7),
  /** Work experience of the seeker in years. Keeps postings that require so much or less. */
  experienceYears: number(60),
  benefits: list(z.string().regex(/^[A-Za-z]{1,40}$/)),
  enterpriseId: z.uuid().optional(),
});

export type Filter = z.infer<typeof Filter>;
