import { sql } from "kysely";
import { vi } from "vitest";
import type { Db } from "../../db/client.ts";
import { PATIENCE } from "./patience.ts";

/**
 * Returns a barrier for `count` callers: each waits until all have called it; later callers do not wait.
 * Between a read and a write, it makes an unguarded race happen every time.
 */
export function meetingOf(count: number): () => Promise<void> {
  let missing = count;
  let open: () => void = () => undefined;
  const allHere = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing <= 0) open();
    return allHere;
  };
}

/** Resolves once at least `count` statements of this database wait for another transaction's lock. */
export async function untilBlocked(db: Db, count = 1): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if ((rows[0]?.n ?? 0) < count) throw new Error(`fewer than ${count} statements wait for a lock`);
  }, PATIENCE);
}
