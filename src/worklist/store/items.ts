import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { AccountActor } from "../../platform/core/actor.ts";
import { WORK_KINDS, type WorkKind } from "../rules.ts";
import type { WorkCounts, WorkFilter } from "../schema.ts";
import { waitingIn } from "./waiting.ts";

export type WorkRow = {
  kind: WorkKind;
  id: string;
  since: Date;
  dueAt: Date;
  /** `dueAt` as text, exact to the microsecond, for cursors. */
  key: string;
  overdue: boolean;
  city: string;
  county: string | null;
  title: string;
  enterpriseId: string | null;
  employerName: string | null;
  employerStatus: string | null;
  marked: boolean;
  contextId: string | null;
  n: number | null;
  ownerId: string | null;
};

/** Kinds that wait until their enterprise is no longer suspended. */
const PAUSED = ["posting", "recommendation", "booth", "waitlist"];

/**
 * Selects the items that the actor may decide, each with its owner. An owner without a role in the item's
 * city is none.
 */
const items = (actor: AccountActor): RawBuilder<unknown> => {
  const cities = actor.offices.map((office) => office.city);
  const counties = actor.offices.map((office) => office.county);
  return sql`(
    select w.kind, w.id, w.since, w.due_at, w.city, coalesce(e.county, w.county) as county, w.title, w.enterprise_id,
      e.name as employer_name, e.status as employer_status, w.marked, w.context_id, w.n, o.account_id as owner_id
    from (${waitingIn([...new Set(cities)])}) w
      left join shared.enterprise e on e.id = w.enterprise_id
      left join work_owner o on o.kind = w.kind and o.subject_id = w.id and exists (
        select from shared.staff_place s where s.account_id = o.account_id and s.kind = 'officer' and s.city = w.city)
    where exists (select from unnest(${cities}::text[], ${counties}::text[]) as f(city, county)
        where f.city = w.city and (f.county is null or not w.whole and f.county = coalesce(e.county, w.county)))
      and (e.status is distinct from 'suspended' or w.kind <> all(${PAUSED}::text[])))`;
};

/** Characters of the reference by which an item may be found. */
const REFERENCE = /^[0-9a-f]{4,8}$/i;

type Facet = keyof WorkFilter;

/** Returns the condition of each filter that is set. */
function conditionsOf(filter: WorkFilter, own: string): Partial<Record<Facet, RawBuilder<unknown>>> {
  const { kind, county, enterpriseId, marked, owner, q } = filter;
  const words = q?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  const named = words.map(
    (word) => sql`position(${word} in lower(concat_ws(' ', x.title, x.employer_name))) > 0`,
  );
  const found = named.length > 0 ? sql`(${sql.join(named, sql` and `)})` : sql`true`;
  const reference = q && REFERENCE.test(q) ? sql`right(x.id::text, ${q.length}) = ${q.toLowerCase()}` : null;
  return {
    ...(kind ? { kind: sql`x.kind = ${kind}` } : {}),
    ...(county ? { county: sql`x.county = ${county}` } : {}),
    ...(enterpriseId ? { enterpriseId: sql`x.enterprise_id = ${enterpriseId}::uuid` } : {}),
    ...(marked === undefined ? {} : { marked: sql`x.marked = ${marked}` }),
    ...(owner === "mine" ? { owner: sql`x.owner_id = ${own}::uuid` } : {}),
    ...(owner === "nobody" ? { owner: sql`x.owner_id is null` } : {}),
    ...(words.length > 0 ? { q: reference ? sql`(${found} or ${reference})` : found } : {}),
  };
}

/** Returns the condition of all filters, or of all but one. */
function holds(filter: WorkFilter, own: string, but?: Facet): RawBuilder<unknown> {
  const parts = Object.entries(conditionsOf(filter, own)).flatMap(([facet, condition]) =>
    facet === but ? [] : [condition],
  );
  return parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`;
}

/** The item after which a page begins. */
export type WorkPlace = { key: string; id: string };

/**
 * Selects a page of items, the earliest due time first. Selects one more than `limit`, to show whether more
 * follow.
 */
export async function selectItems(
  db: DbOrTx,
  actor: AccountActor,
  filter: WorkFilter,
  { after, limit }: { after: WorkPlace | null; limit: number },
): Promise<WorkRow[]> {
  const later = after ? sql`(x.due_at, x.id) > (${after.key}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<WorkRow>`
    select x.*, x.due_at::text as key, x.due_at <= (select app.now()) as overdue from ${items(actor)} x
    where ${holds(filter, actor.accountId)} and ${later} order by x.due_at, x.id limit ${limit + 1}`.execute(
    db,
  );
  return rows;
}

/** Returns true if the actor may decide the item now. */
export async function mayDecide(
  db: DbOrTx,
  actor: AccountActor,
  { kind, id }: { kind: WorkKind; id: string },
): Promise<{ city: string } | undefined> {
  const { rows } = await sql<{ city: string }>`
    select x.city from ${items(actor)} x where x.kind = ${kind} and x.id = ${id}::uuid limit 1`.execute(db);
  return rows[0];
}

const ENTERPRISES_MAX = 50;
type CountRow = { facet: string; value: string | null; name: string | null; n: number };

/** Counts the items by filter, in one statement. */
export async function selectCounts(db: DbOrTx, actor: AccountActor, filter: WorkFilter): Promise<WorkCounts> {
  const own = actor.accountId;
  const but = (facet?: Facet) => holds(filter, own, facet);
  const { rows } = await sql<CountRow>`
    with x as materialized (select * from ${items(actor)} i)
    select 'kind' as facet, x.kind as value, null as name, count(*)::int as n from x where ${but("kind")} group by 2
    union all
    select 'county', x.county, null, count(*)::int from x where ${but("county")} group by 2
    union all
    select 'marked', x.marked::text, null, count(*)::int from x where ${but("marked")} group by 2
    union all
    select 'owner', case when x.owner_id = ${own}::uuid then 'mine' when x.owner_id is null then 'nobody' end, null,
      count(*)::int from x where ${but("owner")} group by 2
    union all
    select 'overdue', null, null, count(*)::int from x where ${but()} and x.due_at <= (select app.now())
    union all
    select * from (select 'enterprise', x.enterprise_id::text, min(x.employer_name), count(*)::int as n from x
      where ${but("enterpriseId")} and x.enterprise_id is not null group by 2
      order by n desc, 2 limit ${ENTERPRISES_MAX}) e`.execute(db);
  const of = (facet: string) => rows.filter((row) => row.facet === facet);
  const one = (facet: string, value: string | null) => of(facet).find((row) => row.value === value)?.n ?? 0;
  return {
    kinds: Object.fromEntries(WORK_KINDS.map((kind) => [kind, one("kind", kind)])) as WorkCounts["kinds"],
    counties: of("county").map(({ value, n }) => ({ code: value, n })),
    enterprises: of("enterprise").map(({ value, name, n }) => ({ id: value ?? "", name: name ?? "", n })),
    marked: { yes: one("marked", "true"), no: one("marked", "false") },
    owners: { mine: one("owner", "mine"), nobody: one("owner", "nobody") },
    overdue: one("overdue", null),
  };
}
