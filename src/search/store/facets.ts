import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import {
  EDUCATION_LEVELS,
  EXPERIENCE_YEARS,
  FACETS,
  type FacetCounts,
  type FacetName,
  PAY_BANDS,
} from "../port.ts";
import { emptyFacets, sortedFacet } from "../result.ts";
import { allOf, type Condition } from "./conditions.ts";

const EXPERIENCE_MONTHS = EXPERIENCE_YEARS.map((years) => years * 12);

type Steps = { steps: readonly number[]; holds(bucket: number, at: number): boolean };
/** Which buckets a step counts: bands that a pay reaches, levels and years that satisfy what is asked for. */
const STEPS: Record<"payBand" | "education" | "experience", Steps> = {
  payBand: { steps: PAY_BANDS, holds: (bucket, at) => bucket > at },
  education: { steps: EDUCATION_LEVELS, holds: (level, at) => level <= at },
  experience: { steps: EXPERIENCE_YEARS, holds: (bucket, at) => bucket <= at },
};

/**
 * Counts by facet, each under all conditions but its own, so that a person sees what choosing another value gives.
 * Ordinal facets (pay, education, experience) count cumulatively, as their filters do. One statement.
 */
export async function countFacets(
  db: DbOrTx,
  base: Condition[],
  own: Partial<Record<FacetName | "other", Condition>>,
): Promise<{ total: number; facets: FacetCounts }> {
  const flag = (name: FacetName | "other") => own[name] ?? sql`true`;
  const others = (name: FacetName) =>
    allOf(
      FACETS.filter((facet) => facet !== name && own[facet]).map((facet) => sql`m.${sql.ref(`ok_${facet}`)}`),
    );
  const plain = (name: FacetName, column: string) => sql`
    select ${name}::text as facet, m.${sql.ref(column)} as value, count(*)::int as n from m
    where m.${sql.ref(column)} is not null and ${others(name)} group by 2`;
  const bucketed = (name: FacetName, bucket: Condition, known: Condition) => sql`
    select ${name}::text, (${bucket})::text, count(*)::int from m where ${known} and ${others(name)} group by 2`;
  const { rows } = await sql<{ facet: FacetName | "total"; value: string; n: number }>`
    with m as materialized (
      select s.city, s.county, s.occupation, s.benefits, s.month_max_yuan, s.education, s.experience_min_months,
        ${sql.join(FACETS.map((facet) => sql`${flag(facet)} as ${sql.ref(`ok_${facet}`)}`))}
      from posting_search s where ${allOf(base)} and ${flag("other")}
    )
    select 'total' as facet, '' as value, count(*)::int as n from m
      where ${allOf(FACETS.filter((facet) => own[facet]).map((facet) => sql`m.${sql.ref(`ok_${facet}`)}`))}
    union all ${plain("city", "city")}
    union all ${plain("county", "county")}
    union all ${plain("occupation", "occupation")}
    union all select 'benefits', benefit, count(*)::int from m, unnest(m.benefits) as benefit
      where ${others("benefits")} group by 2
    union all ${bucketed("payBand", sql`width_bucket(m.month_max_yuan, ${[...PAY_BANDS]}::int[])`, sql`m.month_max_yuan is not null`)}
    union all ${bucketed("education", sql`coalesce(m.education, 0)`, sql`true`)}
    union all ${bucketed("experience", sql`width_bucket(coalesce(m.experience_min_months, 0) - 1, ${EXPERIENCE_MONTHS}::int[])`, sql`true`)}
  `.execute(db);
  const facets = emptyFacets();
  let total = 0;
  for (const row of rows)
    if (row.facet === "total") total = row.n;
    else facets[row.facet].push({ value: row.value, count: row.n });
  for (const [facet, { steps, holds }] of Object.entries(STEPS) as [keyof typeof STEPS, Steps][]) {
    const buckets = facets[facet];
    facets[facet] = steps.map((value, at) => ({
      value: String(value),
      count: buckets.reduce(
        (sum, { value: bucket, count }) => sum + (holds(Number(bucket), at) ? count : 0),
        0,
      ),
    }));
  }
  for (const facet of FACETS) facets[facet] = sortedFacet(facet, facets[facet]);
  return { total, facets };
}
