import { sql } from "kysely";
import type { Db, Tx } from "../../../db/client.ts";
import { CODE_LIFE_S, CODE_TRIES, CODES_PER_DAY, RESEND_S } from "../rules.ts";

export type Issue = { kind: "issued" } | { kind: "tooSoon"; waitS: number } | { kind: "phoneDaily" };

/**
 * Inserts a challenge unless the phone had one within the last minute, or ten within a day. An advisory lock
 * serialises requests for one phone, so that of concurrent requests only one gets a challenge.
 */
export async function issueChallenge(
  tx: Tx,
  challenge: { id: string; phoneIndex: Buffer; codeHash: Buffer },
): Promise<Issue> {
  const { id, phoneIndex, codeHash } = challenge;
  await sql`/* planned */ select pg_advisory_xact_lock(hashtextextended(${phoneIndex.toString("hex")}, 7))`.execute(
    tx,
  );
  const { rows } = await sql<{ wait: number | null; today: number }>`/* planned */
    select ceil(extract(epoch from max(created_at) + make_interval(secs => ${RESEND_S}) - app.now()))::int as wait,
      count(*)::int as today
    from otp_challenge
    where phone_index = ${phoneIndex} and created_at > (select app.now()) - interval '1 day'`.execute(tx);
  const seen = rows[0];
  if (seen?.wait && seen.wait > 0) return { kind: "tooSoon", waitS: seen.wait };
  if (seen && seen.today >= CODES_PER_DAY) return { kind: "phoneDaily" };
  await sql`/* planned */
    insert into otp_challenge (id, phone_index, code_hash, expires_at)
    values (${id}, ${phoneIndex}, ${codeHash}, app.now() + make_interval(secs => ${CODE_LIFE_S}))`.execute(
    tx,
  );
  return { kind: "issued" };
}

/**
 * Counts one message against the limit of a time window. Returns false, and does not count, at the limit.
 * Parallel requests never exceed the limit.
 * Call it last, because the counter's row stays locked until the transaction ends.
 */
export async function takeQuota(
  tx: Tx,
  quota: { name: string; window: "hour" | "day"; limit: number },
): Promise<boolean> {
  const { rows } = await sql<{ used: number }>`/* planned */
    insert into sms_quota (name, starts_at, used)
    values (${quota.name}, date_trunc(${quota.window}::text, app.now(), 'Asia/Shanghai'), 1)
    on conflict (name, starts_at) do update set used = sms_quota.used + 1 where sms_quota.used < ${quota.limit}
    returning used`.execute(tx);
  return rows.length === 1;
}

export type Challenge = {
  id: string;
  codeHash: Buffer;
  /** True if a code may be compared with this challenge for a sign-in. */
  open: boolean;
};

/**
 * Counts one try of each open one of the phone's two newest challenges. Returns both, newest first. A
 * challenge that is used, expired or out of tries is not open.
 * One statement checks and counts, so of 200 concurrent guesses only five get the HMAC. It locks the rows in
 * the order of their ids, so that concurrent tries do not deadlock.
 */
export async function spendTry(db: Db, phoneIndex: Buffer): Promise<Challenge[]> {
  const { rows } = await sql<Challenge>`/* planned */
    with recent as (
      select id, code_hash, created_at from otp_challenge where phone_index = ${phoneIndex}
      order by created_at desc, id desc limit 2),
    locked as (select id from otp_challenge where id in (select id from recent) order by id for update),
    tried as (
      update otp_challenge c set tries = tries + 1 from locked
      where c.id = locked.id and c.tries < ${CODE_TRIES} and c.used_at is null and c.expires_at > app.now()
      returning c.id)
    select id, code_hash, exists (select 1 from tried where tried.id = recent.id) as open from recent
    order by created_at desc, id desc`.execute(db);
  return rows;
}

/** Takes back one counted try of a challenge. */
export async function returnTry(db: Db, id: string): Promise<void> {
  await sql`update otp_challenge set tries = tries - 1 where id = ${id}`.execute(db);
}

/**
 * Marks all unused challenges of a phone as used. Returns false if challenge `id` was used before, also by a
 * concurrent request.
 */
export async function useChallenges(
  tx: Tx,
  { id, phoneIndex }: { id: string; phoneIndex: Buffer },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`/* planned */
    with locked as (
      select id from otp_challenge where phone_index = ${phoneIndex} and used_at is null order by id for update)
    update otp_challenge c set used_at = app.now() from locked where c.id = locked.id returning c.id`.execute(
    tx,
  );
  return rows.some((row) => row.id === id);
}
