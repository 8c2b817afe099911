import { sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../db/client.ts";
import type { AccountActor } from "../../platform/core/actor.ts";
import { SESSION_DAYS } from "../rules.ts";

type NewAccount = {
  id: string;
  phoneIndex: Buffer;
  /** Indexes of the phone by earlier keys; none without a change of keys. */
  formerIndexes: readonly Buffer[];
  phoneSealed: Buffer;
  name: string | null;
};
type FoundAccount = { id: string; open: boolean };

/** Moves accounts that an earlier key indexes to the present key, so that they are found by it. */
async function moveIndexes(tx: DbOrTx, accounts: readonly NewAccount[]): Promise<void> {
  const moves = accounts.flatMap(({ phoneIndex, phoneSealed, formerIndexes }) =>
    formerIndexes.map((former) => sql`(${former}::bytea, ${phoneIndex}::bytea, ${phoneSealed}::bytea)`),
  );
  if (moves.length === 0) return;
  await sql`
    update account a set phone_index = m.index, phone_sealed = m.sealed
    from (values ${sql.join(moves)}) as m (former, index, sealed)
    where a.phone_index = m.former and not exists (select 1 from account o where o.phone_index = m.index)`.execute(
    tx,
  );
}

/** Returns the encrypted phone of any account, or null if there is none. */
export async function anySealedPhone(db: DbOrTx): Promise<Buffer | null> {
  const row = await db.selectFrom("account").select("phoneSealed").limit(1).executeTakeFirst();
  return row?.phoneSealed ?? null;
}

/**
 * Finds or creates the accounts of different phones. Returns them in the given order. `open`
 * is false for a closed account.
 */
export async function upsertAccounts(tx: DbOrTx, accounts: readonly NewAccount[]): Promise<FoundAccount[]> {
  await moveIndexes(tx, accounts);
  const values = accounts.map(
    ({ id, phoneIndex, phoneSealed, name }) => sql`(${id}, ${phoneIndex}, ${phoneSealed}, ${name})`,
  );
  // Only the statement for one account is prepared: with the number of accounts its text changes.
  const { rows } = await sql<
    FoundAccount & { phoneIndex: Buffer }
  >`${values.length === 1 ? sql`/* planned */` : sql``}
    insert into account (id, phone_index, phone_sealed, name) values ${sql.join(values)}
    on conflict (phone_index) do update set name = coalesce(account.name, excluded.name)
    returning id, phone_index, closed_at is null as open`.execute(tx);
  const found = new Map(rows.map(({ phoneIndex, ...row }) => [phoneIndex.toString("hex"), row]));
  return accounts.map(({ phoneIndex }) => {
    const row = found.get(phoneIndex.toString("hex"));
    if (!row) throw new Error("an account was neither found nor made");
    return row;
  });
}

/** Returns the open account that one of these indexes of a phone names, or null. */
export async function accountByPhone(db: DbOrTx, phoneIndexes: Buffer[]): Promise<string | null> {
  const row = await db
    .selectFrom("account")
    .select("id")
    .where("phoneIndex", "in", phoneIndexes)
    .where("closedAt", "is", null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function sealedPhone(db: DbOrTx, accountId: string): Promise<Buffer | null> {
  const row = await db
    .selectFrom("account")
    .select("phoneSealed")
    .where("id", "=", accountId)
    .where("closedAt", "is", null)
    .executeTakeFirst();
  return row?.phoneSealed ?? null;
}

/** Returns the encrypted phones of open accounts, by account id. */
export async function sealedPhones(db: DbOrTx, accountIds: string[]): Promise<Map<string, Buffer>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("account")
    .select(["id", "phoneSealed"])
    .where("id", "in", accountIds)
    .where("closedAt", "is", null)
    .execute();
  return new Map(rows.flatMap(({ id, phoneSealed }) => (phoneSealed ? [[id, phoneSealed] as const] : [])));
}

/** Returns the names of accounts that have one, by account id. */
export async function selectNames(db: DbOrTx, accountIds: string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db.selectFrom("account").select(["id", "name"]).where("id", "in", accountIds).execute();
  return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
}

export async function updateName(tx: Tx, accountId: string, name: string): Promise<void> {
  await sql`update account set name = ${name} where id = ${accountId}`.execute(tx);
}

/** Gives a name to an account that has none. */
export async function nameIfNameless(tx: Tx, accountId: string, name: string): Promise<void> {
  await sql`update account set name = ${name} where id = ${accountId} and name is null`.execute(tx);
}

/** Returns true if the person has ever signed in. */
export async function hasSignedIn(db: DbOrTx, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom("account")
    .select("id")
    .where("id", "=", accountId)
    .where("signedInAt", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Inserts a session, and notes the sign-in at the account. Returns the time at which it expires. */
export async function insertSession(
  tx: Tx,
  session: { id: string; tokenHash: Buffer; accountId: string },
): Promise<Date> {
  const { rows } = await sql<{ expiresAt: Date }>`/* planned */
    with seen as (update account set signed_in_at = app.now() where id = ${session.accountId})
    insert into session (id, token_hash, account_id, expires_at)
    values (${session.id}, ${session.tokenHash}, ${session.accountId}, app.now() + make_interval(days => ${SESSION_DAYS}))
    returning expires_at`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the session was not written");
  return row.expiresAt;
}

export async function endSession(db: DbOrTx, sessionId: string): Promise<void> {
  await sql`update session set ended_at = app.now() where id = ${sessionId} and ended_at is null`.execute(db);
}

export async function endSessionsOf(tx: Tx, accountId: string): Promise<void> {
  await sql`
    update session set ended_at = app.now() where account_id = ${accountId} and ended_at is null`.execute(tx);
}

const UNSEEN = sql`(a.seen_at is null or a.seen_at < app.now() - interval '1 hour')`;

type ActorRow = {
  sessionId: string;
  accountId: string;
  label: string | null;
  /** True if `seen_at` is older than an hour. */
  unseen: boolean;
  memberships: {
    kind: string;
    enterprise: string | null;
    home: string | null;
    city: string | null;
    county: string | null;
  }[];
};

/**
 * Selects session, account and roles in one statement, so that sign-out and lost roles take effect at the
 * next request. Returns null unless the session is valid and the account open. `unseen` is true if a person
 * with a role was last noted more than an hour ago.
 */
export async function actorOfToken(
  db: Db,
  tokenHash: Buffer,
): Promise<{ actor: AccountActor; unseen: boolean } | null> {
  const { rows } = await sql<ActorRow>`/* planned */
    select s.id as session_id, a.id as account_id, a.name as label, ${UNSEEN} as unseen, coalesce(m.list, '[]') as memberships
    from session s
    join account a on a.id = s.account_id and a.closed_at is null
    left join lateral (
      select json_agg(json_build_object('kind', m.kind, 'enterprise', m.enterprise_id, 'home', e.home_city,
        'city', m.city, 'county', m.county) order by m.created_at) as list
      from membership m left join shared.enterprise e on e.id = m.enterprise_id
      where m.account_id = a.id and m.ended_at is null
    ) m on true
    where s.token_hash = ${tokenHash} and s.ended_at is null and s.expires_at > app.now()`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const actor: AccountActor = {
    kind: "account",
    accountId: row.accountId,
    sessionId: row.sessionId,
    label: row.label,
    enterprises: row.memberships.flatMap((m) =>
      m.kind === "member" && m.enterprise && m.home ? [{ id: m.enterprise, homeCity: m.home }] : [],
    ),
    offices: row.memberships.flatMap((m) =>
      m.kind === "officer" && m.city ? [{ city: m.city, county: m.county }] : [],
    ),
    administrator: row.memberships.some((m) => m.kind === "administrator"),
  };
  return { actor, unseen: row.unseen && row.memberships.length > 0 };
}

/**
 * Notes that a person was there, at most once an hour. Does not wait for a transaction that locks the
 * account.
 */
export async function noteSeen(db: Db, accountId: string): Promise<void> {
  await sql`/* planned */ update account set seen_at = app.now() where id in (
    select a.id from account a where a.id = ${accountId} and ${UNSEEN} for no key update skip locked)`.execute(
    db,
  );
}

/**
 * Locks an account until the transaction ends, so that transactions that count something for one person run
 * one after the other.
 */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
}

/** Stores an encrypted message until it is sent, for at most `lifeS` seconds. */
export async function putMessage(
  tx: Tx,
  message: { id: string; sealed: Buffer; lifeS: number; accountId?: string },
): Promise<void> {
  const { id, sealed, lifeS, accountId = null } = message;
  await sql`
    insert into message (id, sealed, account_id, expires_at)
    values (${id}, ${sealed}, ${accountId}, app.now() + make_interval(secs => ${lifeS}))`.execute(tx);
}

export async function takeMessage(db: Db, id: string): Promise<Buffer | null> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from message where id = ${id} and expires_at > app.now()`.execute(db);
  return rows[0]?.sealed ?? null;
}

export async function dropMessage(db: Db, id: string): Promise<void> {
  await sql`delete from message where id = ${id}`.execute(db);
}

/** Deletes a person's queued messages. */
export async function dropMessagesTo(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from message where account_id = ${accountId}`.execute(tx);
}
