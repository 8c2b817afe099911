import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";

/** Time after its connection in which a publisher keeps the name without a picture. */
const CONNECTING = sql`interval '10 seconds'`;

/** SQL condition over a take `k` and its signal `g`: its publisher still sends, as far as is known. */
const ALIVE = sql`(abs(extract(epoch from app.now() - k.started_at)) < extract(epoch from ${CONNECTING})
  or coalesce(abs(extract(epoch from app.now() - k.advanced_at)) < coalesce(g.fresh_s, 10), false))`;

export type Published = "accepted" | "wrongKey" | "taken";

/**
 * Begins the take of a publisher who sends the right key, unless the take of another one is alive. A take
 * whose picture has stood still is replaced. One statement decides: of two who come at once, the index of
 * open takes lets one in. The next look comes at once and is the first of this take.
 */
export async function beginPublishing(
  db: DbOrTx,
  { id, name, client, keyHash }: { id: string; name: string; client: string; keyHash: Buffer },
): Promise<Published> {
  const { rows } = await sql<{ outcome: Published }>`/* planned */
    with source as (
      select s.id, s.livestream_id from livestream_source s join livestream l on l.id = s.livestream_id
      where s.name = ${name} and s.key_hash = ${keyHash} and l.status <> 'cancelled'
        and app.now() < l.ends_at + interval '2 hours' for update of s),
    open as (
      select k.id, k.client, ${ALIVE} as alive from source
      join livestream_take k on k.livestream_id = source.livestream_id and k.ended_at is null
      left join livestream_signal g on g.livestream_id = k.livestream_id),
    replaced as (
      update livestream_take k set ended_at = app.now(), reason = 'replaced' from open
      where k.id = open.id and k.ended_at is null and not open.alive and open.client is distinct from ${client}
      returning k.id),
    begun as (
      insert into livestream_take (id, livestream_id, client, name)
      select ${id}::uuid, source.livestream_id, ${client}, ${name} from source, (select count(*) from replaced) as waited
      where not exists (select from open where alive or client = ${client})
      on conflict do nothing returning livestream_id),
    woken as (
      update livestream_source s set state = null, failures = 0, next_look_at = app.now()
      from begun where s.livestream_id = begun.livestream_id and s.kind = 'server')
    select case when not exists (select from source) then 'wrongKey'
      when exists (select from begun) or exists (select from open where client = ${client}) then 'accepted'
      else 'taken' end as outcome`.execute(db);
  return rows[0]?.outcome ?? "wrongKey";
}

/**
 * Ends the take of one connection, and of no other: a refused publisher also says that it has ended. The next
 * look comes at once. Returns true if a take ended.
 */
export async function endPublishing(
  db: DbOrTx,
  { name, client }: { name: string; client: string },
): Promise<boolean> {
  const { rows } = await sql`/* planned */
    with source as (select id, livestream_id from livestream_source where name = ${name}),
    woken as (update livestream_source s set next_look_at = app.now() from source
      where s.id = source.id and s.next_look_at < 'infinity'),
    ended as (
      update livestream_take k set ended_at = app.now(), reason = 'unpublished' from source
      where k.livestream_id = source.livestream_id and k.client = ${client} and k.ended_at is null returning k.id)
    select id from ended`.execute(db);
  return rows.length > 0;
}

/** Lets the next look at a name come at once. */
export async function wakeName(db: DbOrTx, name: string): Promise<void> {
  await sql`/* planned */
    update livestream_source set next_look_at = app.now()
    where name = ${name} and next_look_at < 'infinity'`.execute(db);
}
