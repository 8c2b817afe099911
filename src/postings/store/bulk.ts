import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { EnterpriseStatus, Flag, PostingStatus } from "../../../db/schema/index.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { decidedBy } from "./offices.ts";

/** The given date for postings without one. A date of the source that cannot be read stays open. */
const filledValidity = (date: string | null) =>
  sql`coalesce(p.valid_through, case when not p.flags @> '[{"code":"DATE_UNREAD"}]' then ${date}::date end)`;

/** Selects the ids of an import's postings in the given state that the actor may decide on, in id order. */
export async function idsOfImport(
  db: DbOrTx,
  actor: Actor,
  importId: string,
  state: RawBuilder<boolean>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from posting p join shared.enterprise e on e.id = p.enterprise_id
    where p.import_id = ${importId} and ${state} and ${decidedBy(actor)} order by p.id`.execute(db);
  return rows.map((row) => row.id);
}

export const openForRepost = sql<boolean>`p.status in ('draft', 'submitted')`;
export const isDraft = sql<boolean>`p.status = 'draft'`;

/** Locks the enterprises first and the postings second, in the same order as all other writers. */
export async function lockPostings(tx: Tx, ids: string[]): Promise<void> {
  await sql`select 1 from shared.enterprise where id in (select enterprise_id from posting where id = any(${ids}::uuid[]))
    order by id for share`.execute(tx);
  await sql`select 1 from posting where id = any(${ids}::uuid[]) order by id for update`.execute(tx);
}

export type RepostCandidate = {
  id: string;
  homeCity: string;
  status: PostingStatus;
  validThrough: string | null;
  sourceName: string | null;
  flags: Flag[];
  employerStatus: EnterpriseStatus;
};

/**
 * Locks and returns the postings that the actor may decide on, with defaults for a missing validity date or
 * source.
 */
export async function lockForRepost(
  tx: Tx,
  actor: Actor,
  ids: string[],
  defaults: { validThrough: string | null; sourceName: string | null },
): Promise<RepostCandidate[]> {
  await lockPostings(tx, ids);
  const { rows } = await sql<RepostCandidate>`
    select p.id, p.home_city, p.status, p.flags, ${filledValidity(defaults.validThrough)} as valid_through,
      coalesce(p.source_name, case when p.import_id is not null then ${defaults.sourceName}::text end) as source_name, e.status as employer_status
    from posting p join shared.enterprise e on e.id = p.enterprise_id
    where p.id = any(${ids}::uuid[]) and ${decidedBy(actor)}`.execute(tx);
  return rows;
}

export async function publishAsReposts(
  tx: Tx,
  rows: RepostCandidate[],
  reviewedBy: string | null,
): Promise<void> {
  await sql`
    update posting p set status = 'published', repost = true, valid_through = r.valid_through,
      source_name = r.source_name, published_at = app.now(), confirmed_at = app.now(), reviewed_by = ${reviewedBy},
      missing = array_remove(p.missing, 'validThrough'), return_reasons = null, updated_at = app.now(), rev = p.rev + 1
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.validThrough)}::date[],
      ${rows.map((r) => r.sourceName)}::text[]) as r(id, valid_through, source_name)
    where p.id = r.id`.execute(tx);
}

/** Completes the drafts that the actor may decide on. Returns the changed ones. */
export async function fillDrafts(
  tx: Tx,
  actor: Actor,
  ids: string[],
  fill: { validThrough: string | null; suggestDuties: boolean },
): Promise<{ id: string; homeCity: string }[]> {
  await lockPostings(tx, ids);
  const { rows } = await sql<{ id: string; homeCity: string }>`
    update posting p set
      valid_through = ${filledValidity(fill.validThrough)},
      duties = coalesce(p.duties, new.duties),
      duties_suggested = p.duties_suggested or new.duties is not null,
      missing = array_remove(array_remove(p.missing,
        case when ${filledValidity(fill.validThrough)} is not null then 'validThrough' end),
        case when new.duties is not null then 'duties' end),
      updated_at = app.now(), rev = p.rev + 1
    from (
      select p.id, case when ${fill.suggestDuties} and p.duties is null then o.duty_phrase end as duties
      from posting p join shared.enterprise e on e.id = p.enterprise_id left join occupation o on o.id = p.occupation
      where p.id = any(${ids}::uuid[]) and p.status = 'draft' and ${decidedBy(actor)}
    ) as new
    where p.id = new.id
      and ((p.valid_through is null and ${filledValidity(fill.validThrough)} is not null) or new.duties is not null)
    returning p.id, p.home_city`.execute(tx);
  return rows;
}
