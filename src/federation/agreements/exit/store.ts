import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Purged } from "../../../../db/schema/federation.ts";

/** The leaving of an agreement by a city, seen by this node together with one party of another node. */
export type Exit = {
  document: string;
  leftCity: string;
  party: string;
  /** The one of the two that this node hosts. */
  own: string;
  leftAt: Date;
  purged: Purged;
  purgedAt: Date | null;
  note: string | null;
  completedAt: Date | null;
};
export type ExitKey = Pick<Exit, "document" | "leftCity" | "party">;

/** Notes that cities left an agreement: each with every party that stays, if one of both is of this node. */
export async function insertExits(
  tx: Tx,
  { document, left, staying }: { document: string; left: readonly string[]; staying: readonly string[] },
): Promise<void> {
  await sql`
    insert into agreement_exit (document, left_city, party, own)
    select ${document}, l.code, p.code, case when l.hosted then l.code else p.code end
    from city l, city p
    where l.code = any(${[...left]}::text[]) and p.code = any(${[...staying]}::text[]) and l.hosted <> p.hosted
    on conflict do nothing`.execute(tx);
}

/** SQL for the other city of an exit. */
const OTHER = sql`case when own = left_city then party else left_city end`;

/** Adds what was deleted of a city to the exits with it that are not finished. */
export async function addPurged(tx: Tx, city: string, purged: Purged): Promise<void> {
  await sql`
    update agreement_exit e set purged = e.purged || coalesce((
      select jsonb_object_agg(n.key, n.value::int + coalesce((e.purged ->> n.key)::int, 0))
      from jsonb_each_text(${JSON.stringify(purged)}::jsonb) n), '{}')
    where ${OTHER} = ${city} and purged_at is null`.execute(tx);
}

/** Marks exits whose other city has no log left to look through: all is deleted here. */
export async function finishPurged(db: DbOrTx): Promise<void> {
  await sql`
    update agreement_exit set purged_at = app.now()
    where purged_at is null and not exists (
      select from followed_log f where f.city = ${OTHER} and f.sharing_checked_on is null)`.execute(db);
}

/** Returns the exits of own cities that left, whose certificate is not signed by both yet. */
export async function selectOpenExits(db: DbOrTx): Promise<(Exit & { url: string })[]> {
  const { rows } = await sql<Exit & { url: string }>`
    select e.document, e.left_city, e.party, e.own, e.left_at, e.purged, e.purged_at, e.note, e.completed_at, i.url
    from agreement_exit e join city_identity i on i.city = e.party
    where e.own = e.left_city and e.purged_at is not null and e.completed_at is null
    order by e.left_at, e.party`.execute(db);
  return rows;
}

/** Locks and returns an exit, or null. */
export async function lockExit(tx: Tx, { document, leftCity, party }: ExitKey): Promise<Exit | null> {
  const row = await tx
    .selectFrom("agreementExit")
    .selectAll()
    .where("document", "=", document)
    .where("leftCity", "=", leftCity)
    .where("party", "=", party)
    .forUpdate()
    .executeTakeFirst();
  return row ? { ...row, purged: row.purged as Purged } : null;
}

/** Keeps the certificate. `complete`: both sides signed it. */
export async function keepCertificate(
  tx: Tx,
  { document, leftCity, party }: ExitKey,
  { note, complete }: { note: string; complete: boolean },
): Promise<void> {
  await sql`
    update agreement_exit set note = ${note}, completed_at = case when ${complete}::boolean then app.now() end
    where document = ${document} and left_city = ${leftCity} and party = ${party} and completed_at is null`.execute(
    tx,
  );
}

/** Returns the exits of an agreement, also those without a certificate. */
export const exitsOf = (
  db: DbOrTx,
  document: string,
): Promise<Pick<Exit, keyof ExitKey | "note" | "completedAt">[]> =>
  db
    .selectFrom("agreementExit")
    .select(["document", "leftCity", "party", "note", "completedAt"])
    .where("document", "=", document)
    .orderBy("leftAt")
    .orderBy("party")
    .execute();

/** An exit with the agreement's name and the name of the other city. */
export type NamedExit = Exit & { slug: string; agreement: string; other: string; otherName: string };

/** Returns the exits between a city of this node and others, the newest first. */
export async function selectExitsOf(db: DbOrTx, own: string): Promise<NamedExit[]> {
  const { rows } = await sql<NamedExit>`
    select e.document, e.left_city, e.party, e.own, e.left_at, e.purged, e.purged_at, e.note, e.completed_at,
      a.slug, a.name as agreement, d.code as other, d.name as other_name
    from agreement_exit e join agreement a on a.document = e.document join division d on d.code = ${OTHER}
    where e.own = ${own} order by e.left_at desc, e.left_city, e.party`.execute(db);
  return rows;
}
