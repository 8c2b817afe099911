import { sql } from "kysely";
import type { Db } from "../../../db/client.ts";

/** What is kept how long. Audit, changes and records are not housekeeping's. */
const PAST_KEEPING = [
  sql`delete from session where token_hash = any(array(
    select token_hash from session
    where coalesce(ended_at, expires_at) < (select app.now()) - interval '30 days' limit `,
  sql`delete from otp_challenge where id = any(array(
    select id from otp_challenge where created_at < (select app.now()) - interval '2 days' limit `,
  sql`delete from sms_quota where (name, starts_at) = any(array(
    select row(name, starts_at) from sms_quota where starts_at < (select app.now()) - interval '2 days' limit `,
  sql`delete from message where id = any(array(
    select id from message where expires_at < (select app.now()) limit `,
  sql`delete from idempotency where (scope, key) = any(array(
    select row(scope, key) from idempotency where created_at < (select app.now()) - interval '2 days' limit `,
  sql`delete from task where id = any(array(
    select id from task where done_at < (select app.now()) - interval '30 days' limit `,
  sql`delete from saved_search_match where (saved_search_id, posting_id) = any(array(
    select row(saved_search_id, posting_id) from saved_search_match where found_at < (select app.now()) - interval '120 days' limit `,
  // An address that nobody confirmed may be a stranger's.
  sql`delete from mail_address where account_id = any(array(
    select account_id from mail_address where confirmed_at is null
      and coalesce(failing_at, token_expires_at) < (select app.now()) - interval '7 days' limit `,
];

/** Deletes in statements of `batch` rows, so that no lock is held long; returns how many rows went. */
export async function deletePastKeeping(db: Db, batch: number): Promise<number> {
  let total = 0;
  for (const statement of PAST_KEEPING) {
    for (;;) {
      const { numAffectedRows } = await sql`${statement} ${batch}))`.execute(db);
      const gone = Number(numAffectedRows ?? 0n);
      total += gone;
      if (gone < batch) break;
    }
  }
  return total;
}
