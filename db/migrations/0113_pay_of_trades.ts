import { type Kysely, sql } from "kysely";

/** The indexes are built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/**
 * Finds the monthly pay of a trade, an enterprise's imports, the posting of a short address, and the meetings
 * of an applicant.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists posting_trade_pay`.execute(db);
  await sql`create index concurrently posting_trade_pay on posting (occupation, status, published_at desc)
    where pay_period = 'month' and published_at is not null and coalesce(pay_min_yuan, pay_max_yuan) is not null`.execute(
    db,
  );
  await sql`drop index concurrently if exists import_batch_enterprise`.execute(db);
  await sql`create index concurrently import_batch_enterprise on import_batch (enterprise_id, created_at desc, id desc)
    where enterprise_id is not null`.execute(db);
  await sql`drop index concurrently if exists posting_short`.execute(db);
  await sql`create index concurrently posting_short on posting (right(id::text, 8))
    where published_at is not null`.execute(db);
  await sql`drop index concurrently if exists booth_visit_account`.execute(db);
  await sql`create index concurrently booth_visit_account on booth_visit (account_id)
    where account_id is not null`.execute(db);
}
