import { type Insertable, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database, LinkPlatform, PlatformMeasure } from "../../../../db/schema/index.ts";

export type PlatformRow = {
  id: string;
  platform: LinkPlatform;
  measure: PlatformMeasure;
  value: number;
  source: string;
  asOf: Date;
  enteredAt: Date;
  enteredKey: string;
  replaces: string | null;
  replacedBy: string | null;
};

const COLUMNS = sql`f.id, f.platform, f.measure, f.value, f.source, f.as_of, f.entered_at, f.entered_at::text as entered_key,
  f.replaces, r.id as replaced_by`;
const FROM = sql`livestream_platform_figure f left join livestream_platform_figure r on r.replaces = f.id`;

/** Selects figures of other platforms, newest first. With `holding`, without those that were corrected. */
export async function selectPlatformFigures(
  db: DbOrTx,
  livestreamId: string,
  asked: { after: { enteredKey: string; id: string } | null; limit: number; holding: boolean },
): Promise<PlatformRow[]> {
  const { after, limit, holding } = asked;
  const place = after
    ? sql`(f.entered_at, f.id) < (${after.enteredKey}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<PlatformRow>`
    select ${COLUMNS} from ${FROM}
    where f.livestream_id = ${livestreamId} and ${place} and (not ${holding} or r.id is null)
    order by f.entered_at desc, f.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Selects one figure of a livestream. */
export async function selectPlatformFigure(
  db: DbOrTx,
  { livestreamId, id }: { livestreamId: string; id: string },
): Promise<PlatformRow | undefined> {
  const { rows } = await sql<PlatformRow>`
    select ${COLUMNS} from ${FROM} where f.livestream_id = ${livestreamId} and f.id = ${id}`.execute(db);
  return rows[0];
}

/** Inserts a figure. The index refuses a second correction of the same figure. */
export async function insertPlatformFigure(
  tx: Tx,
  figure: Insertable<Database["livestreamPlatformFigure"]>,
): Promise<void> {
  await tx.insertInto("livestreamPlatformFigure").values(figure).execute();
}
