import { z } from "@hono/zod-openapi";
import {
  ELEMENTS,
  EMPLOYMENT_TYPES,
  PAY_PERIODS,
  POSTING_STATUSES,
  type PostingColumn,
  type PostingValues,
} from "../../db/schema/index.ts";
import { DivisionCode, Id, IsoDate, PlainText } from "../platform/core/schema.ts";
import {
  type CardColumn,
  columnOf,
  type ManagedColumn,
  PAY_COLUMNS,
  type PayColumn,
  type PayField,
  type PublicColumn,
  payField,
  type WordColumn,
} from "./columns.ts";
import { StatedFacts } from "./compose/stated-facts.ts";
import { BENEFIT_CODES } from "./reading/benefits.ts";
import { ContactPhone } from "./reading/cells/phones.ts";

export { ELEMENTS, EMPLOYMENT_TYPES, PAY_PERIODS };

const PAY_TYPES: Partial<Record<PostingColumn["sql"], z.ZodType>> = {
  text: z.string(),
  int: z.number().int(),
  smallint: z.number().int(),
  boolean: z.boolean(),
  date: IsoDate,
};

function payType(name: PayColumn): z.ZodType {
  const { sql, values, filled } = columnOf(name);
  const one = values ? z.enum(values) : PAY_TYPES[sql === "text[]" ? "text" : sql];
  if (!one) throw new Error(`no API type for the pay column ${name}`);
  const type = sql === "text[]" ? z.array(one) : one;
  return filled ? type : type.nullable();
}

type PayShape = { [K in PayColumn as PayField<K>]: z.ZodType<PostingValues[K]> };

/** Pay: the source text, and the values that were read from it. Unknown values are null, never 0. */
export const PayView = z
  .object(Object.fromEntries(PAY_COLUMNS.map((name) => [payField(name), payType(name)])) as PayShape)
  .openapi("Pay");

/**
 * Schema fields that a view must have: one for every column that the view shows, so that a forgotten column
 * does not compile. `Reshaped` names columns that the view shows in another form.
 */
type Shows<Column extends string, Reshaped extends string> = Record<
  Exclude<Column, PayColumn | Reshaped>,
  z.ZodType
> &
  Record<string, z.ZodType>;

export const EmployerView = z.object({ id: Id, name: z.string(), verified: z.boolean() }).openapi("Employer");

/** The reason why the button 我要应聘 (apply) is not shown, or null. */
export const ApplyBlock = z.enum(["closed", "expired", "unclaimed"]).nullable();

/** A published posting as an item of a list. */
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
    /** Time of the last change, such as a publication or a confirmation. */
    updatedAt: z.iso.datetime(),
    validThrough: IsoDate,
  } satisfies Shows<CardColumn, "status" | "enterpriseId" | "repost" | "sourceName" | "rev">)
  .openapi("PostingCard");

/** A published posting with all that the public may see. */
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
} satisfies Shows<
  Exclude<PublicColumn, CardColumn>,
  "contactName" | "contactPhone" | "contactHours" | "closedAt" | "expiresAt"
>).openapi("Posting");

export const FlagView = z.object({ code: z.string(), field: z.string(), text: z.string().optional() });

/** A posting as shown to its enterprise and the officers of its home city. */
export const ManagedPosting = z
  .object({
    id: Id,
    status: z.enum(POSTING_STATUSES),
    /** True if published and past its validity date. Computed, never stored. */
    expired: z.boolean(),
    title: z.string(),
    occupation: z.string().nullable(),
    homeCity: DivisionCode,
    city: DivisionCode.nullable(),
    county: DivisionCode.nullable(),
    placeText: z.string().nullable(),
    employer: EmployerView.extend({
      status: z.enum(["unverified", "claimed", "refused", "verified", "suspended"]),
    }),
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
    updatedAt: z.iso.datetime(),
    rev: z.number().int(),
  } satisfies Shows<ManagedColumn, "enterpriseId">)
  .openapi("PostingDesk");

const line = (max: number) => PlainText(max).nullable().optional();

/** A text that is no number of five digits or more: nobody employs so many by one posting. */
const PLAUSIBLE_COUNT = /^(?!\s*[\d０-９]{5,})/;

/** Input for a posting: the columns with `by: "words"`. Pay is a text; headcount is a number or text. */
export const PostingInput = z
  .strictObject({
    enterpriseId: Id,
    title: PlainText(80, 2),
    occupation: line(60),
    headcount: z
      .union([z.number().int().min(1).max(10_000), PlainText(20, 1).regex(PLAUSIBLE_COUNT)])
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
    benefits: z.array(z.enum(BENEFIT_CODES)).max(BENEFIT_CODES.length).optional(),
    contactName: line(40),
    contactPhone: ContactPhone.nullable().optional(),
    contactHours: line(60),
    validThrough: IsoDate.nullable().optional(),
    /** Working conditions, beside what the texts say of them. */
    facts: StatedFacts.optional(),
  } satisfies Record<WordColumn | "enterpriseId" | "facts", z.ZodType>)
  .openapi("PostingInput");

export const PostingPatch = PostingInput.omit({ enterpriseId: true }).partial().openapi("PostingPatch");

export type PayView = z.infer<typeof PayView>;
export type PostingCard = z.infer<typeof PostingCard>;
export type PostingView = z.infer<typeof PostingView>;
export type ManagedPosting = z.infer<typeof ManagedPosting>;
export type PostingInput = z.infer<typeof PostingInput>;
export type PostingPatch = z.infer<typeof PostingPatch>;
