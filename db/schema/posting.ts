import type { ColumnType, Generated } from "kysely";
import type { Json, JsonOrNull, Stamp, StampOrNull } from "./foundation.ts";

export const POSTING_STATUSES = ["draft", "submitted", "published", "closed"] as const;
export const EMPLOYMENT_TYPES = ["fullTime", "partTime", "dispatch", "intern", "flexible"] as const;
export const PAY_PERIODS = ["hour", "day", "week", "month", "year", "piece"] as const;
/** Statutory elements of a posting (Interim Regulations on Human Resources Markets, art. 24). */
export const ELEMENTS = [
  "employer",
  "headcount",
  "requirements",
  "duties",
  "place",
  "pay",
  "validThrough",
] as const;

export type PostingStatus = (typeof POSTING_STATUSES)[number];
export type EmploymentType = (typeof EMPLOYMENT_TYPES)[number];
export type PayPeriod = (typeof PAY_PERIODS)[number];
/** A statutory element that a posting lacks. */
export type Element = (typeof ELEMENTS)[number];
/** A remark for the reviewing officer. It does not refuse the posting by itself. */
export type Flag = { code: string; field: string; text?: string };
type Facts = Record<string, unknown>;
type ReturnReasons = { code: string; note?: string }[];

type SqlTypes = {
  uuid: string;
  text: string;
  int: number;
  smallint: number;
  boolean: boolean;
  /** ISO text, so no time zone is guessed. */
  date: string;
  timestamptz: Date;
  bytea: Buffer;
  jsonb: unknown;
  "text[]": string[];
};

export type PostingColumn = {
  sql: keyof SqlTypes;
  /**
   * `always`: not null, without a default. `default`: not null, with a default. `generated`: PostgreSQL
   * computes the value. Absent: null is allowed.
   */
  filled?: "always" | "default" | "generated";
  /**
   * Source of the column's value.
   * `words`: input of a form or a sheet; an edit keeps it.
   * `reading`: buildPostingRow derives it from the columns `words`.
   * `import`: only an import sets it, beside the columns `words` and `reading`.
   * `program`: only the functions that change a posting's state set it.
   */
  by: "words" | "reading" | "import" | "program";
  /** Stored as given, without control characters and surrounding blanks. */
  copied?: true;
  /** The column from whose text this one is derived. Both change together. */
  from?: string;
  /**
   * Views that contain the column, of three: the list card, the public page, and the managing page of
   * enterprise and officers.
   * `card`: all three. `pages`: both pages. `public`: only the public page. `managed`: only the managing
   * page.
   */
  shown?: "card" | "pages" | "public" | "managed";
  /** The allowed values of a text, or of the texts in an array. */
  values?: readonly string[];
  /** Carries only the TypeScript type of a jsonb column; its value is always undefined. */
  type?: unknown;
};

const typed = <T>(): T | undefined => undefined;

/**
 * The one definition of the posting's columns. Row types, selects, the import's columns, edits and the API's
 * `pay` derive from it.
 * The input schema, the views' schemas, the import's mapping and the editor do not compile until they handle
 * a new column.
 */
export const POSTING_COLUMNS = {
  id: { sql: "uuid", filled: "always", by: "program", shown: "card" },
  homeCity: { sql: "text", filled: "always", by: "program", shown: "card" },
  enterpriseId: { sql: "uuid", filled: "always", by: "program", shown: "card" },
  status: { sql: "text", filled: "always", by: "program", shown: "card", values: POSTING_STATUSES },
  title: { sql: "text", filled: "always", by: "words", copied: true, shown: "card" },
  occupation: { sql: "text", by: "words", shown: "card" },
  headcount: { sql: "int", by: "words", from: "headcountText", shown: "card" },
  headcountText: { sql: "text", by: "reading", shown: "card" },
  employmentType: { sql: "text", by: "words", shown: "pages", values: EMPLOYMENT_TYPES },
  agency: { sql: "boolean", filled: "default", by: "words", shown: "pages" },
  duties: { sql: "text", by: "words", copied: true, shown: "pages" },
  /** True if the duties are a phrase that the program proposed and the employer has not confirmed. */
  dutiesSuggested: { sql: "boolean", filled: "default", by: "import", shown: "managed" },
  requirements: { sql: "text", by: "words", copied: true, shown: "pages" },
  placeText: { sql: "text", by: "words", copied: true, shown: "card" },
  province: { sql: "text", by: "reading", from: "placeText" },
  /**
   * City of the workplace, as a division code; null if unknown. The city that owns the record is `homeCity`.
   */
  city: { sql: "text", by: "words", from: "placeText", shown: "card" },
  county: { sql: "text", by: "words", from: "placeText", shown: "card" },
  payText: { sql: "text", by: "words", copied: true, shown: "card" },
  payMinYuan: { sql: "int", by: "reading", from: "payText", shown: "card" },
  payMaxYuan: { sql: "int", by: "reading", from: "payText", shown: "card" },
  payPeriod: { sql: "text", by: "reading", from: "payText", shown: "card", values: PAY_PERIODS },
  payMonths: { sql: "int", by: "reading", from: "payText", shown: "card" },
  payNegotiable: { sql: "boolean", filled: "default", by: "reading", from: "payText", shown: "card" },
  /** Required education, from 0 (any) to 7 (doctorate). */
  education: { sql: "smallint", by: "words", shown: "card" },
  experienceMinMonths: { sql: "int", by: "words", shown: "card" },
  benefits: { sql: "text[]", filled: "default", by: "words", shown: "card" },
  facts: { sql: "jsonb", filled: "default", by: "reading", shown: "pages", type: typed<Facts>() },
  contactName: { sql: "text", by: "words", copied: true, shown: "pages" },
  contactPhone: { sql: "text", by: "words", copied: true, shown: "pages" },
  contactHours: { sql: "text", by: "words", copied: true, shown: "pages" },
  /** The last valid day in Asia/Shanghai. */
  validThrough: { sql: "date", by: "words", shown: "card" },
  expiresAt: { sql: "timestamptz", filled: "generated", by: "program", shown: "public" },
  repost: { sql: "boolean", filled: "default", by: "import", shown: "card" },
  sourceName: { sql: "text", by: "import", shown: "card" },
  sourceUrl: { sql: "text", by: "import", shown: "pages" },
  sourceKey: { sql: "text", by: "program" },
  sourceDigest: { sql: "bytea", by: "program" },
  importId: { sql: "uuid", by: "program", shown: "managed" },
  missing: { sql: "text[]", filled: "default", by: "reading", shown: "managed", values: ELEMENTS },
  flags: { sql: "jsonb", filled: "default", by: "reading", shown: "managed", type: typed<Flag[]>() },
  returnReasons: { sql: "jsonb", by: "program", shown: "managed", type: typed<ReturnReasons>() },
  closeReason: { sql: "text", by: "program", shown: "managed" },
  createdBy: { sql: "uuid", by: "program" },
  reviewedBy: { sql: "uuid", by: "program" },
  /** The account that closed it for a reason of its own, which may take that back for a minute. */
  closedBy: { sql: "uuid", by: "program" },
  submittedAt: { sql: "timestamptz", by: "program", shown: "managed" },
  publishedAt: { sql: "timestamptz", by: "program", shown: "card" },
  confirmedAt: { sql: "timestamptz", by: "program", shown: "card" },
  closedAt: { sql: "timestamptz", by: "program", shown: "public" },
  rev: { sql: "int", filled: "default", by: "program", shown: "card" },
  createdAt: { sql: "timestamptz", filled: "default", by: "program" },
  updatedAt: { sql: "timestamptz", filled: "default", by: "program", shown: "card" },
} as const satisfies Record<string, PostingColumn>;

export type PostingColumns = typeof POSTING_COLUMNS;

type Value<C extends PostingColumn> = C extends { values: readonly (infer V)[] }
  ? C["sql"] extends "text[]"
    ? V[]
    : V
  : C extends { type: infer T }
    ? Exclude<T, undefined>
    : SqlTypes[C["sql"]];

type Filled<C> = C extends { filled: "always" | "default" } ? true : false;

/** Value of a column in a query's result. */
export type ColumnValue<C extends PostingColumn> = Filled<C> extends true ? Value<C> : Value<C> | null;

type TableColumn<C extends PostingColumn> = C extends { filled: "generated" }
  ? ColumnType<Value<C> | null, never, never>
  : C["sql"] extends "jsonb"
    ? Filled<C> extends true
      ? Json<Value<C>>
      : JsonOrNull<Value<C>>
    : C["sql"] extends "timestamptz"
      ? Filled<C> extends true
        ? Stamp
        : StampOrNull
      : C extends { filled: "default" }
        ? Generated<Value<C>>
        : ColumnValue<C>;

/** The posting table for Kysely. */
export type PostingTable = { [K in keyof PostingColumns]: TableColumn<PostingColumns[K]> };

/** All columns of a posting in a query's result. */
export type PostingValues = { -readonly [K in keyof PostingColumns]: ColumnValue<PostingColumns[K]> };

/** Row of the view `shared.posting`. */
export type SharedPosting = Pick<
  PostingTable,
  | "id"
  | "enterpriseId"
  | "homeCity"
  | "city"
  | "county"
  | "title"
  | "status"
  | "occupation"
  | "headcount"
  | "headcountText"
  | "employmentType"
  | "publishedAt"
  | "expiresAt"
  | "closedAt"
  | "contactPhone"
>;
