import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import type { SearchDocument } from "../port.ts";
import type { WeightedTerms } from "../words/segment.ts";
import { quoted } from "./conditions.ts";

/**
 * Splits a document into weighted index terms. Only worker processes pass this function, because the
 * segmenter is native code. An engine without it searches but cannot index.
 */
export type TermsOf = (document: SearchDocument) => WeightedTerms;

/** Returns the terms of weight A to C as tsvector text. They determine the order. */
const headOf = (terms: WeightedTerms) =>
  terms.flatMap(({ term, weight }) => (weight === "D" ? [] : [`${quoted(term)}:1${weight}`])).join(" ");
/**
 * Returns all terms as tsvector text. They determine whether a posting matches, and have no weights, so that
 * the index stays small.
 */
const allTerms = (terms: WeightedTerms) => terms.map(({ term }) => quoted(term)).join(" ");

const COLUMNS = {
  posting_id: "uuid",
  rev: "int",
  home_city: "text",
  city: "text",
  county: "text",
  occupation: "text",
  enterprise_id: "uuid",
  month_min_yuan: "int",
  month_max_yuan: "int",
  pay_period: "text",
  pay_max_yuan: "int",
  shifts: "text[]",
  pay_periods: "text[]",
  payday: "text",
  education: "smallint",
  experience_min_months: "int",
  benefits: "text[]",
  published_at: "timestamptz",
  expires_at: "timestamptz",
  head: "tsvector",
  terms: "tsvector",
} as const;

/** Upserts a batch in one statement. An older revision never replaces a newer one. */
export async function upsertDocuments(
  db: DbOrTx,
  documents: SearchDocument[],
  termsOf: TermsOf,
): Promise<void> {
  const rows = documents.map((d) => {
    const terms = termsOf(d);
    return {
      posting_id: d.id,
      rev: d.rev,
      home_city: d.homeCity,
      city: d.city,
      county: d.county,
      occupation: d.occupation,
      enterprise_id: d.enterpriseId,
      month_min_yuan: d.monthMinYuan,
      month_max_yuan: d.monthMaxYuan,
      pay_period: d.payPeriod,
      pay_max_yuan: d.payMaxYuan,
      shifts: d.shifts,
      pay_periods: d.payPeriods,
      payday: d.payday,
      education: d.education,
      experience_min_months: d.experienceMinMonths,
      benefits: d.benefits,
      published_at: d.publishedAt,
      expires_at: d.expiresAt,
      head: headOf(terms),
      terms: allTerms(terms),
    };
  });
  await sql`
    with given as (
      select * from ${rowList(rows, COLUMNS)}),
    written as (
      insert into posting_search (posting_id, rev, home_city, city, county, occupation, enterprise_id, month_min_yuan,
        month_max_yuan, pay_period, pay_max_yuan, shifts, pay_periods, payday, education, experience_min_months,
        benefits, published_at, expires_at, head)
      select posting_id, rev, home_city, city, county, occupation, enterprise_id, month_min_yuan, month_max_yuan,
        pay_period, pay_max_yuan, shifts, pay_periods, payday, education, experience_min_months, benefits, published_at,
        expires_at, head from given
      on conflict (posting_id) do update set rev = excluded.rev, home_city = excluded.home_city, city = excluded.city,
        county = excluded.county, occupation = excluded.occupation, enterprise_id = excluded.enterprise_id,
        month_min_yuan = excluded.month_min_yuan, month_max_yuan = excluded.month_max_yuan,
        pay_period = excluded.pay_period, pay_max_yuan = excluded.pay_max_yuan, shifts = excluded.shifts,
        pay_periods = excluded.pay_periods, payday = excluded.payday, education = excluded.education,
        experience_min_months = excluded.experience_min_months, benefits = excluded.benefits,
        published_at = excluded.published_at, expires_at = excluded.expires_at, head = excluded.head
      where posting_search.rev <= excluded.rev
      returning posting_id)
    insert into posting_terms (posting_id, terms)
    select posting_id, terms from given join written using (posting_id)
    on conflict (posting_id) do update set terms = excluded.terms`.execute(db);
}
