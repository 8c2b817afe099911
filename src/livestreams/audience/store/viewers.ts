import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import { codesOfEvent } from "../../../channels/index.ts";
import type { Filled, ViewerMinutes } from "../beats/batch.ts";

/** Returns minutes as the text of a bitmap: character n is 1 if minute n is one of them. */
export function bitmapOf(minutes: ReadonlySet<number>): string {
  if (minutes.size === 0) return "";
  const bits = new Array<string>(Math.max(...minutes) + 1).fill("0");
  for (const minute of minutes) bits[minute] = "1";
  return bits.join("");
}

const COLUMNS = {
  livestreamId: "uuid",
  viewer: "text",
  picture: "text",
  text: "text",
  firstAt: "timestamptz",
  lastAt: "timestamptz",
  via: "text",
} as const;

const rowOf = (one: ViewerMinutes) => ({
  livestreamId: one.livestreamId,
  viewer: Buffer.from(one.viewer, "base64url").toString("hex"),
  picture: bitmapOf(one.picture),
  text: bitmapOf(one.text),
  firstAt: new Date(one.firstMs).toISOString(),
  lastAt: new Date(one.lastMs).toISOString(),
  via: one.via,
});

/** SQL of a bitmap that another process may have written minutes to meanwhile: none of them is lost. */
export const MERGED = (column: "picture" | "text"): RawBuilder<unknown> =>
  sql`app.either_bits(${sql.ref(`livestream_viewer.${column}`)}, ${sql.ref(`excluded.${column}`)})`;

/**
 * Writes a batch in one statement. Minutes are merged by OR and counts by the greatest, so a batch that is
 * written twice, or by two processes, changes nothing more. Viewers whose livestream was deleted, or whose
 * rows were erased meanwhile, are left out: the lock of the audience waits for an erasure under way.
 */
export async function writeBatch(
  db: DbOrTx,
  { viewers, uncounted }: Filled,
  merged: typeof MERGED = MERGED,
): Promise<void> {
  await sql`
    with kept as materialized (
      select a.livestream_id from livestream_audience a
      where a.livestream_id = any(${[...new Set(viewers.map((one) => one.livestreamId))]}::uuid[])
        and a.erased_at is null
      order by a.livestream_id for key share of a),
    counted as (
      insert into livestream_viewer (livestream_id, viewer, picture, text, first_at, last_at, via)
      select n."livestreamId", decode(n.viewer, 'hex'), n.picture::bit varying, n.text::bit varying, n."firstAt",
        n."lastAt", case when n.via is not null and n.via in (${codesOfEvent("livestream", sql`n."livestreamId"`)}) then n.via end
      from ${rowList(viewers.map(rowOf), COLUMNS)} join kept k on k.livestream_id = n."livestreamId"
      order by n."livestreamId", n.viewer
      on conflict (livestream_id, viewer) do update set picture = ${merged("picture")}, text = ${merged("text")},
        first_at = least(livestream_viewer.first_at, excluded.first_at),
        last_at = greatest(livestream_viewer.last_at, excluded.last_at),
        via = coalesce(livestream_viewer.via, excluded.via))
    insert into livestream_uncounted (livestream_id, reason, process, n)
    select n."livestreamId", n.reason, n.process, n.n
    from ${rowList(uncounted, { livestreamId: "uuid", reason: "text", process: "uuid", n: "bigint" })}
    where exists (select from livestream l where l.id = n."livestreamId")
      and not exists (select from livestream_audience a where a.livestream_id = n."livestreamId" and a.erased_at is not null)
    order by n."livestreamId", n.reason
    on conflict (livestream_id, reason, process) do update set n = greatest(livestream_uncounted.n, excluded.n)`.execute(
    db,
  );
}
