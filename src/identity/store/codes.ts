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
  await sql`select pg_advisory_xact_lock(hashtextextended(${phoneIndex.toString("hex")}, 7))`.execute(tx);
  const { rows } = await sql<{ wait: number | null; today: number }>`
    select ceil(extract(epoch from max(created_at) + make_interval(secs => ${RESEND_S}) - app.now()))::int as wait,
      count(*)::int as today
    from otp_challenge
    where phone_index = ${phoneIndex} and created_at > (select app.now()) - interval '1 day'`.execute(tx);
  const seen = rows[0];
  if (seen?.wait && seen.wait > 0) return { kind: "tooSoon", waitS: seen.wait };
  if (seen && seen.today >= CODES_PER_DAY) return { kind: "phoneDaily" };
  await sql`
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
  const { rows } = await sql<{ used: number }>`
    insert into sms_quota (name, starts_at, used)
    values (${quota.name}, date_trunc(${quota.window}, app.now(), 'Asia/Shanghai'), 1)
    on conflict (name, starts_at) do update set used = sms_quota.used + 1 where sms_quota.used < ${quota.limit}
    returning used`.execute(tx);
  return rows.length === 1;
}

/**
 * Counts one try of the phone's newest challenge and returns the HMAC to compare with. Returns null if the
 * challenge is used, expired or out of tries.
 * One statement checks and counts, so of 200 concurrent guesses only five get the HMAC.
 */
export async function spendTry(db: Db, phoneIndex: Buffer): Promise<{ id: string; codeHash: Buffer } | null> {
  const { rows } = await sql<{ id: string; codeHash: Buffer }>`
    update otp_challenge set tries = tries + 1
    where id = (select id from otp_challenge where phone_index = ${phoneIndex} order by created_at desc, id desc limit 1)
      and tries < ${CODE_TRIES} and used_at is null and expires_at > app.now()
    returning id, code_hash`.execute(db);
  return rows[0] ?? null;
}

/** Marks the challenge as used. Returns false if a concurrent request used it first. */
export async function useChallenge(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update otp_challenge set used_at = app.now() where id = ${id} and used_at is null returning id`.execute(
    tx,
  );
  return rows.length === 1;
}
