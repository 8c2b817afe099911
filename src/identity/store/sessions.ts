import { sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../db/client.ts";
import type { AccountActor } from "../../platform/core/actor.ts";
import { SESSION_DAYS } from "../rules.ts";

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

/** Ends all sessions of an account but one. */
export async function endOtherSessions(tx: Tx, accountId: string, keptId: string): Promise<void> {
  await sql`
    update session set ended_at = app.now()
    where account_id = ${accountId} and id <> ${keptId} and ended_at is null`.execute(tx);
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
