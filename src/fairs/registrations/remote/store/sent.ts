import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../../db/client.ts";
import { FAIR_PLAN } from "../../../fair/index.ts";
import type { ToldRegistration } from "../schema.ts";

/** Remembers that a registration is one for a fair of another node. */
export async function insertSent(tx: Tx, registrationId: string): Promise<void> {
  await sql`
    insert into sent_registration (registration_id, fair_hours)
    select r.id, ${FAIR_PLAN} from fair_registration r join fair f on f.id = r.fair_id where r.id = ${registrationId}::uuid
    on conflict do nothing`.execute(tx);
}

export type Sent = {
  told: ToldRegistration | null;
  toldRev: number;
  /** Commands of the registration that its home has not answered. */
  waiting: number;
  /** Revision at the home after the last command that it answered. 0 without one. */
  answeredRev: number;
};

/** Returns what is known of a registration for a fair of another node. Undefined if it is none. */
export async function selectSent(db: DbOrTx, registrationId: string): Promise<Sent | undefined> {
  const { rows } = await sql<Sent>`
    select s.told, s.told_rev, c.waiting, c.answered_rev
    from sent_registration s, lateral (
      select count(*) filter (where state = 'waiting')::int as waiting,
        coalesce(max(substring(answer from '"rev":([0-9]{1,9})')::int) filter (where state = 'done'), 0) as answered_rev
      from shared.command_standing
      where subject_kind = 'fairRegistration' and subject_id = s.registration_id::text) c
    where s.registration_id = ${registrationId}::uuid`.execute(db);
  return rows[0];
}

/** Returns the revision that the registration has at its home once all commands before have run. */
export async function expectedRev(db: DbOrTx, registrationId: string): Promise<number> {
  const sent = await selectSent(db, registrationId);
  if (!sent) throw new Error("a sent registration is gone");
  return Math.max(sent.toldRev, sent.answeredRev) + sent.waiting;
}

/** Returns true if a later submission of the registration is under way. */
export async function isSentAgain(db: DbOrTx, registrationId: string): Promise<boolean> {
  const { rows } = await sql<{ again: boolean }>`
    select exists (select from shared.command_standing where subject_kind = 'fairRegistration'
      and subject_id = ${registrationId} and type = 'register' and state = 'waiting') as again`.execute(db);
  return rows[0]?.again ?? false;
}

type OfHome = { id: string; home: string; rev: number; told: ToldRegistration };

/**
 * Keeps what the fair's home told, if it is newer. Returns false if the registration is none of this node
 * for a fair of that home.
 */
export async function writeTold(tx: Tx, { id, home, rev, told }: OfHome): Promise<boolean> {
  const { rows } = await sql`
    with own as (
      select s.registration_id from sent_registration s join fair_registration r on r.id = s.registration_id
        join fair f on f.id = r.fair_id
      where r.id = ${id}::uuid and f.host_city = ${home} and r.fair_id = ${told.fairId}::uuid
        and r.enterprise_id = ${told.enterpriseId}::uuid),
    newer as (
      update sent_registration s set told = ${JSON.stringify(told)}::jsonb, told_rev = ${rev}
      from own where s.registration_id = own.registration_id and s.told_rev < ${rev})
    select 1 from own`.execute(tx);
  return rows.length > 0;
}

/** Keeps what an enterprise wanted to change, after its home had changed the registration meanwhile. */
export async function writeConflict(tx: Tx, id: string, conflict: unknown): Promise<void> {
  await sql`
    update sent_registration set conflict = ${conflict === null ? null : JSON.stringify(conflict)}::jsonb
    where registration_id = ${id}::uuid`.execute(tx);
}
