import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Scope } from "../../platform/context.ts";

/** Newest postings of a trade that the figures count, of live and of filled ones. */
const ROWS_MAX = 5_000;

export type PayRow = {
  city: string;
  kind: "live" | "filled";
  n: number;
  /** Quartiles in yuan a month: the lower one, the median, the upper one. */
  quartiles: [number, number, number];
};

/** The middle of the pay that a posting offers. With one bound only, that bound. */
const YUAN = sql`(coalesce(p.pay_min_yuan, p.pay_max_yuan) + coalesce(p.pay_max_yuan, p.pay_min_yuan)) / 2.0`;
const MONTHLY = sql`p.pay_period = 'month' and p.published_at is not null
  and coalesce(p.pay_min_yuan, p.pay_max_yuan) is not null`;
const NEWEST = sql`order by p.published_at desc limit ${sql.lit(ROWS_MAX)}`;

/**
 * Counts the monthly pay of a trade by city of the workplace: of live postings, and of those that were filled
 * within a year. Only postings that the reader may see count, and none of a suspended enterprise.
 */
export async function selectTradePay(db: DbOrTx, occupation: string, scope: Scope): Promise<PayRow[]> {
  const seen = sql`p.home_city = any (array(
    select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home)))`;
  const from = sql`from posting p join shared.employer e on e.id = p.enterprise_id
    where p.occupation = ${occupation} and ${MONTHLY} and p.city is not null and e.status <> 'suspended' and ${seen}`;
  const { rows } = await sql<PayRow>`
    select city, kind, count(*)::int as n,
      percentile_cont(array[0.25, 0.5, 0.75]) within group (order by yuan)::float8[] as quartiles
    from (
      (select p.city, 'live' as kind, ${YUAN} as yuan ${from} and p.status = 'published'
        and p.expires_at > app.now() ${NEWEST})
      union all
      (select p.city, 'filled', ${YUAN} ${from} and p.status = 'closed' and p.close_reason = 'filled'
        and p.closed_at > app.now() - interval '1 year' ${NEWEST})
    ) r group by city, kind`.execute(db);
  return rows;
}
