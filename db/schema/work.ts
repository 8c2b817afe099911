import type { ColumnType, Generated } from "kysely";
import type { Json, JsonOrNull, Stamp, StampOrNull } from "./foundation.ts";

export type EnterpriseStatus = "unverified" | "claimed" | "verified" | "suspended";

export type EnterpriseTable = {
  id: string;
  homeCity: string;
  county: string | null;
  name: string;
  /** The name without spaces and bracket variants, for finding the same employer again. */
  nameKey: string;
  uscc: string | null;
  usccCheck: "ok" | "failed" | "overridden" | null;
  status: EnterpriseStatus;
  nature: string | null;
  industry: string | null;
  size: string | null;
  address: string | null;
  intro: string | null;
  contactName: string | null;
  contactPhone: string | null;
  contactHours: string | null;
  origin: "registered" | "imported";
  sourceName: string | null;
  verifiedAt: StampOrNull;
  verifiedBy: string | null;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type EnterpriseClaimTable = {
  id: string;
  enterpriseId: string;
  accountId: string;
  status: "pending" | "approved" | "rejected";
  /** How the claim's code was judged; null for old claims. */
  usccCheck: Generated<"ok" | "failed" | null>;
  statement: string | null;
  uscc: string | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: StampOrNull;
  createdAt: Stamp;
};

export type PostingStatus = "draft" | "submitted" | "published" | "closed";
export type EmploymentType = "fullTime" | "partTime" | "dispatch" | "intern" | "flexible";
export type PayPeriod = "hour" | "day" | "week" | "month" | "year" | "piece";
/** A statutory element that a posting lacks (Interim Regulations on Human Resources Markets, art. 24). */
export type Element = "employer" | "headcount" | "requirements" | "duties" | "place" | "pay" | "validThrough";
/** Something an officer should look at: never a refusal by itself. */
export type Flag = { code: string; field: string; text?: string };

export type PostingTable = {
  id: string;
  homeCity: string;
  enterpriseId: string;
  status: PostingStatus;
  title: string;
  occupation: string | null;
  headcount: number | null;
  headcountText: string | null;
  employmentType: EmploymentType | null;
  agency: Generated<boolean>;
  duties: string | null;
  /** The duties are a phrase we proposed; the employer has not confirmed it yet. */
  dutiesSuggested: Generated<boolean>;
  requirements: string | null;
  placeText: string | null;
  province: string | null;
  /** Workplace, a division code of city level; null when unknown. The owner is homeCity. */
  city: string | null;
  county: string | null;
  payText: string | null;
  payMinYuan: number | null;
  payMaxYuan: number | null;
  payPeriod: PayPeriod | null;
  payMonths: number | null;
  payNegotiable: Generated<boolean>;
  /** 0 any … 7 doctorate. */
  education: number | null;
  experienceMinMonths: number | null;
  benefits: Generated<string[]>;
  facts: Json<Record<string, unknown>>;
  contactName: string | null;
  contactPhone: string | null;
  contactHours: string | null;
  /** ISO date, the last valid day in Asia/Shanghai. */
  validThrough: string | null;
  expiresAt: ColumnType<Date | null, never, never>;
  repost: Generated<boolean>;
  sourceName: string | null;
  sourceUrl: string | null;
  sourceKey: string | null;
  sourceDigest: Buffer | null;
  importId: string | null;
  missing: Generated<Element[]>;
  flags: Json<Flag[]>;
  returnReasons: JsonOrNull<{ code: string; note?: string }[]>;
  closeReason: string | null;
  createdBy: string | null;
  reviewedBy: string | null;
  submittedAt: StampOrNull;
  publishedAt: StampOrNull;
  confirmedAt: StampOrNull;
  closedAt: StampOrNull;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type CallClickTable = {
  postingId: string;
  day: ColumnType<string, string | undefined, string>;
  channel: Generated<string>;
  clicks: Generated<number>;
};

export type PostingSearchTable = {
  postingId: string;
  rev: number;
  homeCity: string;
  city: string | null;
  county: string | null;
  occupation: string | null;
  enterpriseId: string;
  monthMinYuan: number | null;
  monthMaxYuan: number | null;
  payPeriod: PayPeriod | null;
  education: number | null;
  experienceMinMonths: number | null;
  benefits: string[];
  publishedAt: Date;
  expiresAt: Date;
  /** tsvector, written and read as its text. */
  /** Title, trade, place and employer, weighted: what decides the order. */
  head: string;
};

/** Every term of a posting: what decides whether it is found. */
export type PostingTermsTable = { postingId: string; terms: string };
