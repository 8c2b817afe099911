import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { Copy, Held } from "../../../platform/changes/index.ts";
import { appendEvent } from "../../livestream/index.ts";
import { shownClaim } from "../../spoken-claims/index.ts";
import type { ClaimPayload } from "../schema.ts";

/** SQL condition: the livestream `l` is a copy of a record of the city. */
const copiedFrom = (home: string) => sql`l.home_city = ${home} and not app.is_hosted(l.home_city)`;

/**
 * Writes a copied statement and tells live pages. Returns false if its livestream is unknown here. Marks are
 * dealt with at home, so none is open here.
 */
export async function putClaim(tx: Tx, { id, home, rev, payload: p }: Copy<ClaimPayload>): Promise<boolean> {
  const { rows: known } = await sql`
    select 1 from livestream l where l.id = ${p.livestreamId}::uuid for no key update`.execute(tx);
  if (known.length === 0) return false;
  const marked = p.verdict === "fee" || p.verdict === "discrimination";
  const closed = marked ? sql`${p.at}::timestamptz` : sql`null::timestamptz`;
  const { rows } = await sql`
    insert into livestream_claim as c (id, livestream_id, posting_id, posting_rev, said, presenter, findings, verdict, at,
      corrected_at, correction, due_at, closed_at, close_note, rev)
    select ${id}::uuid, l.id, ${p.postingId}::uuid, ${p.postingRev}::int, ${p.said}, ${p.presenter},
      ${JSON.stringify(p.findings)}::jsonb, ${p.verdict}, ${p.at}::timestamptz, ${p.correctedAt}::timestamptz,
      ${p.correction}, ${closed}, ${closed}, ${marked ? "" : null}::text, ${rev}::int
    from livestream l where l.id = ${p.livestreamId}::uuid and ${copiedFrom(home)}
    on conflict (id) do update set said = excluded.said, presenter = excluded.presenter, findings = excluded.findings,
      verdict = excluded.verdict, at = excluded.at, corrected_at = excluded.corrected_at,
      correction = excluded.correction, due_at = excluded.due_at, closed_at = excluded.closed_at,
      close_note = excluded.close_note, withdrawn_at = null, withdrawn_reason = null, rev = excluded.rev
    where c.livestream_id = excluded.livestream_id and c.rev < excluded.rev
    returning 1`.execute(tx);
  if (rows.length === 0) return true;
  const data = await shownClaim(tx, id);
  await appendEvent(tx, p.livestreamId, { kind: "claim", data });
  return true;
}

/** Takes back copied statements that their home took back. */
export async function closeClaims(tx: Tx, copies: readonly Copy[]): Promise<void> {
  const asked = copies.map(({ id, home, rev }) => ({ id, home, rev }));
  const { rows } = await sql<{ id: string; livestreamId: string; postingId: string }>`
    update livestream_claim c set withdrawn_at = app.now(), withdrawn_reason = '', rev = n.rev
    from ${rowList(asked, { id: "uuid", home: "text", rev: "int" })}, livestream l
    where c.id = n.id and l.id = c.livestream_id and l.home_city = n.home and not app.is_hosted(l.home_city)
      and c.rev < n.rev returning c.id, c.livestream_id, c.posting_id`.execute(tx);
  for (const { id, livestreamId, postingId } of rows)
    await appendEvent(tx, livestreamId, { kind: "claim", data: { id, postingId, withdrawn: true } });
}

/** SQL for the statements that a city's public log tells: those that were not taken back. */
export const claimsToldBy = (city: string) => sql<Held>`
  select c.id, c.rev from livestream l join livestream_claim c on c.livestream_id = l.id
  where l.home_city = ${city} and l.told_rev > 0 and c.withdrawn_at is null`;

export async function purgeClaims(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from livestream_claim c using livestream l
    where c.id = any(${ids}::uuid[]) and l.id = c.livestream_id and ${copiedFrom(home)} returning c.id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
