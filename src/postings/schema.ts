import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, IsoDate, PlainText } from "../platform/core/schema.ts";
import { BENEFIT_CODES } from "./reading/benefits.ts";
import { ContactPhone } from "./reading/contact-phone.ts";

export const ELEMENTS = [
  "employer",
  "headcount",
  "requirements",
  "duties",
  "place",
  "pay",
  "validThrough",
] as const;
export const EMPLOYMENT_TYPES = ["fullTime", "partTime", "dispatch", "intern", "flexible"] as const;
export const PAY_PERIODS = ["hour", "day", "week", "month", "year", "piece"] as const;

/** Pay as the source wrote it, and what we read in it; what is unknown is null, never 0. */
export const PayView = z
  .object({
    text: z.string().nullable(),
    minYuan: z.number().int().nullable(),
    maxYuan: z.number().int().nullable(),
    period: z.enum(PAY_PERIODS).nullable(),
    months: z.number().int().nullable(),
    negotiable: z.boolean(),
  })
  .openapi("Pay");

export const EmployerView = z.object({ id: Id, name: z.string(), verified: z.boolean() }).openapi("Employer");

/** Why 我要应聘 is not offered; null when it is. */
export const ApplyBlock = z.enum(["closed", "expired", "unclaimed"]).nullable();

/** One line of a list. */
export const PostingCard = z
  .object({
    id: Id,
    title: z.string(),
    occupation: z.string().nullable(),
    homeCity: DivisionCode,
    city: DivisionCode.nullable(),
    county: DivisionCode.nullable(),
    placeText: z.string().nullable(),
    employer: EmployerView,
    headcount: z.number().int().nullable(),
    headcountText: z.string().nullable(),
    pay: PayView,
    education: z.number().int().min(0).max(7).nullable(),
    experienceMinMonths: z.number().int().nullable(),
    benefits: z.array(z.string()),
    repostFrom: z.string().nullable(),
    publishedAt: z.iso.datetime(),
    confirmedAt: z.iso.datetime().nullable(),
    validThrough: IsoDate,
  })
  .openapi("PostingCard");

/** A published posting as anyone may read it. */
export const PostingView = PostingCard.extend({
  employmentType: z.enum(EMPLOYMENT_TYPES).nullable(),
  agency: z.boolean(),
  duties: z.string().nullable(),
  requirements: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  contact: z
    .object({ name: z.string().nullable(), phone: z.string(), hours: z.string().nullable() })
    .nullable(),
  sourceUrl: z.string().nullable(),
  verifier: z.string(),
  applyBlock: ApplyBlock,
  rev: z.number().int(),
}).openapi("Posting");

export const FlagView = z.object({ code: z.string(), field: z.string(), text: z.string().optional() });

/** A posting as its enterprise and its home union see it. */
export const PostingDesk = z
  .object({
    id: Id,
    status: z.enum(["draft", "submitted", "published", "closed"]),
    /** True once the validity date has passed: derived, never stored. */
    expired: z.boolean(),
    title: z.string(),
    occupation: z.string().nullable(),
    homeCity: DivisionCode,
    city: DivisionCode.nullable(),
    county: DivisionCode.nullable(),
    placeText: z.string().nullable(),
    employer: EmployerView.extend({ status: z.enum(["unverified", "claimed", "verified", "suspended"]) }),
    headcount: z.number().int().nullable(),
    headcountText: z.string().nullable(),
    pay: PayView,
    education: z.number().int().nullable(),
    experienceMinMonths: z.number().int().nullable(),
    employmentType: z.enum(EMPLOYMENT_TYPES).nullable(),
    agency: z.boolean(),
    duties: z.string().nullable(),
    dutiesSuggested: z.boolean(),
    requirements: z.string().nullable(),
    benefits: z.array(z.string()),
    facts: z.record(z.string(), z.unknown()),
    contactName: z.string().nullable(),
    contactPhone: z.string().nullable(),
    contactHours: z.string().nullable(),
    validThrough: IsoDate.nullable(),
    repost: z.boolean(),
    sourceName: z.string().nullable(),
    sourceUrl: z.string().nullable(),
    importId: Id.nullable(),
    missing: z.array(z.enum(ELEMENTS)),
    flags: z.array(FlagView),
    returnReasons: z.array(z.object({ code: z.string(), note: z.string().optional() })).nullable(),
    closeReason: z.string().nullable(),
    submittedAt: z.iso.datetime().nullable(),
    publishedAt: z.iso.datetime().nullable(),
    confirmedAt: z.iso.datetime().nullable(),
    rev: z.number().int(),
  })
  .openapi("PostingDesk");

const line = (max: number) => PlainText(max).nullable().optional();

/** What an enterprise writes; pay and headcount come as text and are read by us. */
export const PostingInput = z
  .strictObject({
    enterpriseId: Id,
    title: PlainText(80, 2),
    occupation: line(60),
    headcount: z
      .union([z.number().int().min(1).max(10_000), PlainText(20, 1)])
      .nullable()
      .optional(),
    employmentType: z.enum(EMPLOYMENT_TYPES).nullable().optional(),
    agency: z.boolean().optional(),
    duties: line(4000),
    requirements: line(4000),
    placeText: line(200),
    city: DivisionCode.nullable().optional(),
    county: DivisionCode.nullable().optional(),
    payText: line(100),
    education: z.number().int().min(0).max(7).nullable().optional(),
    experienceMinMonths: z.number().int().min(0).max(600).nullable().optional(),
    benefits: z.array(z.enum(BENEFIT_CODES)).max(40).optional(),
    contactName: line(40),
    contactPhone: ContactPhone.nullable().optional(),
    contactHours: line(60),
    validThrough: IsoDate.nullable().optional(),
  })
  .openapi("PostingInput");

export const PostingPatch = PostingInput.omit({ enterpriseId: true }).partial().openapi("PostingPatch");

export type PayView = z.infer<typeof PayView>;
export type PostingCard = z.infer<typeof PostingCard>;
export type PostingView = z.infer<typeof PostingView>;
export type PostingDesk = z.infer<typeof PostingDesk>;
export type PostingInput = z.infer<typeof PostingInput>;
export type PostingPatch = z.infer<typeof PostingPatch>;
