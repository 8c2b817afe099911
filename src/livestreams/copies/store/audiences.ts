import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import type { Copy, Held } from "../../../platform/changes/index.ts";
import type { AudiencePayload } from "../../audience/index.ts";

/**
 * Writes what a city's node counted. Returns false if another record of the city counts this livestream
 * already: one of them counts.
 */
export async function putAudience(
  tx: Tx,
  { id, home, rev, payload }: Copy<AudiencePayload>,
): Promise<boolean> {
  const { rows: twice } = await sql`
    select 1 from livestream_told_audience a
    where a.livestream_id = ${payload.livestreamId}::uuid and a.city = ${home} and a.id <> ${id}::uuid`.execute(
    tx,
  );
  if (twice.length > 0) return false;
  await sql`
    insert into livestream_told_audience as a (id, livestream_id, city, rev, figures)
    select ${id}::uuid, ${payload.livestreamId}::uuid, ${home}, ${rev}::int, ${JSON.stringify(payload)}::jsonb
    where not app.is_hosted(${home})
    on conflict (id) do update set livestream_id = excluded.livestream_id, rev = excluded.rev,
      figures = excluded.figures, told_at = app.now()
    where a.city = excluded.city and a.rev < excluded.rev`.execute(tx);
  return true;
}

/** SQL for the figures that a city's public log tells. */
export const audiencesToldBy = (city: string) => sql<Held>`
  select id, rev from livestream_told_audience where city = ${city}`;

export async function purgeAudiences(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from livestream_told_audience a
    where a.id = any(${ids}::uuid[]) and a.city = ${home} and not app.is_hosted(a.city) returning a.id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}
