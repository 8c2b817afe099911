import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import { FACETS, type FacetCounts, type FacetName, PAY_BANDS } from "../port.ts";
import { cumulated, emptyFacets, sortedFacet } from "../result.ts";
import { allOf, type Condition } from "./conditions.ts";

/**
 * Column of the CTE `m` (in `countGroups`) for each facet. The facet's index in FACETS determines the
 * column's bit in `grouping()`.
 */
const COLUMN = {
  city: "city",
  county: "county",
  occupation: "occupation",
  payBand: "pay_band",
  education: "education",
  experience: "experience",
  benefits: "benefits",
} as const satisfies Record<FacetName, string>;

/** The `grouping()` value of a row that counts all postings: every bit is set. */
const LEFT_OUT_MAX = 2 ** FACETS.length - 1;
const leftOut = (facet: FacetName) => LEFT_OUT_MAX - 2 ** (FACETS.length - 1 - FACETS.indexOf(facet));

/** Counts postings per value of each facet, and in total, in one statement with grouping sets. */
async function countGroups(
  db: DbOrTx,
  base: Condition[],
  own: Partial<Record<FacetName | "other", Condition>>,
) {
  const used = FACETS.filter((facet) => own[facet]);
  const ok = (facet: FacetName) => sql.ref(`ok_${facet}`);
  const set = (columns: Condition[]) => (columns.length > 0 ? sql`(${sql.join(columns)})` : sql`()`);
  const sets = FACETS.map((facet) =>
    set([sql.ref(COLUMN[facet]), ...used.filter((other) => other !== facet).map(ok)]),
  );
  const held = allOf(used.map((facet) => sql`coalesce(${ok(facet)}, true)`));
  const columns = sql.join(FACETS.map((facet) => sql.ref(COLUMN[facet])));
  const { rows } = await sql<{ leftOut: number; value: string | null; n: number }>`
    with m as (
      select s.city, s.county, s.occupation, s.benefits, ${sql.join([
        sql`width_bucket(s.month_max_yuan, ${[...PAY_BANDS]}::int[]) as pay_band`,
        sql`coalesce(s.education, 0) as education`,
        sql`coalesce(s.experience_min_months, 0) as experience`,
        ...used.map((facet) => sql`coalesce(${own[facet]}, false) as ${ok(facet)}`),
      ])}
      from posting_search s where ${allOf(base)} and ${own.other ?? sql`true`}
    ), g as materialized (
      select ${sql.join([columns, ...used.map(ok)])}, count(*) as n, grouping(${columns}) as left_out
      from m group by grouping sets (${sql.join([set(used.map(ok)), ...sets])})
    )
    select left_out, coalesce(city, county, occupation, pay_band::text, education::text, experience::text) as value,
      n::int as n from g where left_out <> ${leftOut("benefits")} and ${held}
    union all
    select left_out, benefit, sum(n)::int from g, unnest(benefits) as benefit
      where left_out = ${leftOut("benefits")} and ${held} group by 1, 2`.execute(db);
  return rows;
}

/**
 * Counts postings per value of each facet. A facet's counts ignore the filter on this facet, so that they
 * show the effect of choosing another value. Ordinal facets (pay, education, experience) count cumulatively,
 * as their filters do.
 */
export async function countFacets(
  db: DbOrTx,
  base: Condition[],
  own: Partial<Record<FacetName | "other", Condition>>,
): Promise<{ total: number; facets: FacetCounts }> {
  const rows = await countGroups(db, base, own);
  const facets = emptyFacets();
  for (const facet of FACETS)
    facets[facet] = rows.flatMap(({ value, n, ...row }) =>
      row.leftOut === leftOut(facet) && value !== null ? [{ value, count: n }] : [],
    );
  for (const facet of FACETS) facets[facet] = sortedFacet(facet, cumulated(facet, facets[facet]));
  return { total: rows.find((row) => row.leftOut === LEFT_OUT_MAX)?.n ?? 0, facets };
}
