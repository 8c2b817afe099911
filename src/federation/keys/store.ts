import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { NodeKeyStatus } from "../../../db/schema/federation.ts";
import type { KeyUse } from "./make-key.ts";

/** How others know a city: see the table city_identity. */
export type Identity = { city: string; origin: string; root: string; url: string };
/** Identity of a city that this node hosts, with the name of its federation. */
export type OwnIdentity = Identity & { federation: string };

const COLUMNS = ["city", "origin", "root", "url"] as const;

/** Returns the identity of a city, or null if this node does not know it. */
export async function selectIdentity(db: DbOrTx, city: string): Promise<Identity | null> {
  const row = await db.selectFrom("cityIdentity").select(COLUMNS).where("city", "=", city).executeTakeFirst();
  return row ?? null;
}

export const selectIdentities = (db: DbOrTx): Promise<Identity[]> =>
  db.selectFrom("cityIdentity").select(COLUMNS).orderBy("city").execute();

/** Returns the identities of the cities that this node hosts. */
export async function selectOwnIdentities(db: DbOrTx): Promise<OwnIdentity[]> {
  const { rows } = await sql<OwnIdentity>`
    select i.city, i.origin, i.root, i.url, c.federation_name as federation
    from city_identity i join city c on c.code = i.city where c.hosted order by i.city`.execute(db);
  return rows;
}

/** Inserts or replaces the identity of a city. The city must exist. */
export async function upsertIdentity(db: DbOrTx, { city, ...rest }: Identity): Promise<void> {
  await db
    .insertInto("cityIdentity")
    .values({ city, ...rest })
    .onConflict((c) => c.column("city").doUpdateSet(rest))
    .execute();
}

/** Returns whether this node hosts the city; null for an unknown city. */
export async function selectHosted(db: DbOrTx, city: string): Promise<boolean | null> {
  const row = await db.selectFrom("city").select("hosted").where("code", "=", city).executeTakeFirst();
  return row?.hosted ?? null;
}

/** Serialises changes of keys, identities and directories of this node until the transaction ends. */
export async function lockKeys(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('node keys', 0))`.execute(tx);
}

export type NodeKey = {
  city: string;
  kid: string;
  use: KeyUse;
  status: NodeKeyStatus;
  publicKey: Buffer;
  activeFrom: Date;
  endedAt: Date | null;
};

/** Returns the keys of a city, the oldest first, without their secrets. */
export const selectKeys = (db: DbOrTx, city: string): Promise<NodeKey[]> =>
  db
    .selectFrom("nodeKey")
    .select(["city", "kid", "use", "status", "publicKey", "activeFrom", "endedAt"])
    .where("city", "=", city)
    .orderBy("activeFrom")
    .orderBy("kid")
    .execute();

type NewKey = Pick<NodeKey, "city" | "kid" | "use" | "publicKey"> & { secretSealed: Buffer; inDays: number };

/** Inserts a key that takes effect in `inDays` days. At 0 days it is active. */
export async function insertKey(tx: Tx, { inDays, ...key }: NewKey): Promise<void> {
  await sql`
    insert into node_key (city, kid, use, status, public_key, secret_sealed, active_from)
    values (${key.city}, ${key.kid}, ${key.use}, ${inDays === 0 ? "active" : "next"}, ${key.publicKey},
      ${key.secretSealed}, app.now() + ${inDays} * interval '1 day')`.execute(tx);
}

/** Ends the active keys of a city: `retired`, or `revoked` for a key that somebody else may hold. */
export async function endActiveKeys(tx: Tx, city: string, status: "retired" | "revoked"): Promise<string[]> {
  const { rows } = await sql<{ kid: string }>`
    update node_key set status = ${status}, ended_at = app.now()
    where city = ${city} and status = 'active' returning kid`.execute(tx);
  return rows.map(({ kid }) => kid);
}

/** Removes keys that wait for their day, because others replace them. */
export async function deleteNextKeys(tx: Tx, city: string): Promise<void> {
  await sql`delete from node_key where city = ${city} and status = 'next'`.execute(tx);
}

/** Makes keys active whose day has come, and retires their predecessors. Returns those that became active. */
export async function promoteKeys(tx: Tx): Promise<Pick<NodeKey, "city" | "kid" | "use">[]> {
  await sql`
    update node_key old set status = 'retired', ended_at = due.active_from
    from node_key due
    where due.status = 'next' and due.active_from <= app.now()
      and old.city = due.city and old.use = due.use and old.status = 'active'`.execute(tx);
  const { rows } = await sql<Pick<NodeKey, "city" | "kid" | "use">>`
    update node_key set status = 'active' where status = 'next' and active_from <= app.now()
    returning city, kid, use`.execute(tx);
  return rows;
}

/**
 * Returns the key with which a city signs now: the newest whose day has come and which the city's published
 * directory names, and the time. Null before there is one.
 */
export async function selectSigningKey(
  db: DbOrTx,
  city: string,
): Promise<{ kid: string; publicKey: Buffer; secretSealed: Buffer; now: Date } | null> {
  const { rows } = await sql<{
    kid: string;
    publicKey: Buffer;
    secretSealed: Buffer;
    now: Date;
  }>`/* planned */
    select k.kid, k.public_key, k.secret_sealed, app.now() as now from node_key k
    where k.city = ${city} and k.use = 'sign' and k.status in ('active', 'next') and k.active_from <= app.now()
      and exists (
        select from node_directory d, jsonb_array_elements(d.content -> 'cities') c,
          jsonb_array_elements(c -> 'keys') listed
        where d.city = k.city and c ->> 'city' = k.city and listed ->> 'kid' = k.kid)
    order by k.active_from desc, k.kid limit 1`.execute(db);
  return rows[0] ?? null;
}

/**
 * Returns the key with which this node opens records that were sealed with a key id: one of a hosted city
 * that is active or retired, and not revoked. Null for any other.
 */
export async function selectOpeningKey(
  db: DbOrTx,
  kid: string,
): Promise<{ publicKey: Buffer; secretSealed: Buffer } | null> {
  const { rows } = await sql<{ publicKey: Buffer; secretSealed: Buffer }>`/* planned */
    select k.public_key, k.secret_sealed from node_key k join city c on c.code = k.city
    where k.kid = ${kid} and k.use = 'encrypt' and k.status <> 'revoked' and c.hosted limit 1`.execute(db);
  return rows[0] ?? null;
}
