import { sql } from "kysely";
import type { Db } from "../../../../db/client.ts";

/** A role that one process of the installation has at a time. */
export type Leadership = {
  /** Takes the role, or checks that it is still held. Returns false while another process has it. */
  take(): Promise<boolean>;
  release(): Promise<void>;
};

/** Opens a role by name. Its lock lives on a connection of its own, so it ends with the process. */
export function openLeadership(db: Db, name: string): Leadership {
  const key = sql`hashtextextended(${`leader ${name}`}, 0)`;
  let check: (() => Promise<unknown>) | null = null;
  let end: () => void = () => undefined;
  let ended: Promise<void> = Promise.resolve();

  const acquire = () =>
    new Promise<boolean>((resolve, reject) => {
      ended = db
        .connection()
        .execute(async (connection) => {
          const { rows } = await sql<{ locked: boolean }>`
            select pg_try_advisory_lock(${key}) as locked`.execute(connection);
          if (!rows[0]?.locked) return resolve(false);
          const released = new Promise<void>((free) => {
            end = free;
          });
          check = () => sql`select 1`.execute(connection);
          resolve(true);
          await released;
          await sql`select pg_advisory_unlock(${key})`.execute(connection);
        })
        .catch(reject);
    });

  async function release(): Promise<void> {
    check = null;
    end();
    await ended.catch(() => undefined);
  }

  return {
    async take() {
      if (!check) return acquire();
      try {
        await check();
        return true;
      } catch {
        await release();
        return false;
      }
    },
    release,
  };
}
