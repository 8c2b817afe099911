import { type Selectable, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database, LivestreamStatus, LivestreamTakeEnd } from "../../../../db/schema/index.ts";
import type { SignalState } from "../rules/state.ts";
import type { LinkInput } from "../schema.ts";

export type OwnLivestream = {
  homeCity: string;
  status: LivestreamStatus;
  endsAt: Date;
  now: Date;
  hostedHere: boolean;
};

/**
 * Returns the city and the times of a livestream. With `lock`, no other change of its sources runs meanwhile.
 */
export async function selectOwner(
  db: DbOrTx,
  livestreamId: string,
  lock = false,
): Promise<OwnLivestream | undefined> {
  const { rows } = await sql<OwnLivestream>`/* planned */
    select home_city, status, ends_at, app.now() as now, app.is_hosted(home_city) as hosted_here from livestream where id = ${livestreamId}::uuid
    ${lock ? sql`for no key update` : sql``}`.execute(db);
  return rows[0];
}

type MainSource = { id: string; livestreamId: string } & (
  | { kind: "address"; url: string }
  | { kind: "server"; name: string; keyHash: Buffer }
);

/** Writes the source of the picture in place of the former one. The next look comes at once. */
export async function writeMain(tx: Tx, source: MainSource): Promise<void> {
  const columns = source.kind === "address" ? { url: source.url } : { url: null };
  const key =
    source.kind === "server"
      ? { name: source.name, keyHash: source.keyHash, keyIssuedAt: sql<Date>`app.now()` }
      : { name: null, keyHash: null, keyIssuedAt: null };
  const values = { kind: source.kind, ...columns, ...key, state: null, failures: 0 };
  const fresh = { ...values, nextLookAt: sql<Date>`app.now()` };
  await tx
    .insertInto("livestreamSource")
    .values({ id: source.id, livestreamId: source.livestreamId, ...fresh })
    .onConflict((conflict) =>
      conflict
        .column("livestreamId")
        .where("kind", "<>", "link")
        .doUpdateSet({ ...fresh, looks: sql`livestream_source.looks + 1` }),
    )
    .execute();
}

/** Ends the open take of a livestream. Returns true if there was one. */
export async function closeTake(tx: Tx, livestreamId: string, reason: LivestreamTakeEnd): Promise<boolean> {
  const { rows } = await sql`/* planned */
    update livestream_take set ended_at = app.now(), reason = ${reason}
    where livestream_id = ${livestreamId}::uuid and ended_at is null returning id`.execute(tx);
  return rows.length > 0;
}

/** Writes the address on another platform. */
export async function writeLink(
  tx: Tx,
  link: LinkInput & { id: string; livestreamId: string },
): Promise<void> {
  await sql`/* planned */
    insert into livestream_source (id, livestream_id, kind, platform, url)
    values (${link.id}::uuid, ${link.livestreamId}::uuid, 'link', ${link.platform}, ${link.url})
    on conflict (livestream_id, platform) where kind = 'link' do update set url = excluded.url`.execute(tx);
}

export async function deleteLink(tx: Tx, livestreamId: string, platform: string): Promise<boolean> {
  const { rows } = await sql`/* planned */
    delete from livestream_source
    where livestream_id = ${livestreamId}::uuid and kind = 'link' and platform = ${platform} returning id`.execute(
    tx,
  );
  return rows.length > 0;
}

export type SourceRow = Omit<Selectable<Database["livestreamSource"]>, "keyHash" | "state"> & {
  state: SignalState | null;
  now: Date;
};

/** Returns the sources of livestreams, without their keys. */
export async function selectSources(db: DbOrTx, livestreamIds: readonly string[]): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`/* planned */
    select id, livestream_id, kind, url, platform, name, key_issued_at, state, looks, failures, next_look_at, created_at, app.now() as now
    from livestream_source where livestream_id = any(${livestreamIds}::uuid[])
    order by livestream_id, kind, platform`.execute(db);
  return rows;
}

export type TakeRow = Omit<Selectable<Database["livestreamTake"]>, "client" | "name">;

/** Most takes that are listed of one livestream. */
const TAKES_MAX = 100;

/** Returns the takes of a livestream, newest first. */
export async function selectTakes(db: DbOrTx, livestreamId: string): Promise<TakeRow[]> {
  const { rows } = await sql<TakeRow>`/* planned */
    select id, livestream_id, started_at, first_advanced_at, advanced_at, ended_at, reason
    from livestream_take where livestream_id = ${livestreamId}::uuid
    order by started_at desc, id desc limit ${TAKES_MAX}`.execute(db);
  return rows;
}
