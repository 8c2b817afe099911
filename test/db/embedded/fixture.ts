import pg from "pg";
import { startEmbedded } from "../../../db/embedded/index.ts";

/**
 * Runs as a process of its own: starts the embedded PostgreSQL, inserts numbered rows and reports each
 * commit, until the process is killed.
 */
async function main(): Promise<void> {
  const dataDir = process.argv[2];
  if (!dataDir) throw new Error("usage: fixture DATA_DIR");
  try {
    const embedded = await startEmbedded({ dataDir });
    const client = new pg.Client({ connectionString: embedded.connectionString });
    await client.connect();
    await client.query("create table if not exists written (n int primary key)");
    process.send?.({ started: embedded.port });
    const { rows } = await client.query<{ n: number }>("select coalesce(max(n), 0)::int as n from written");
    for (let n = (rows[0]?.n ?? 0) + 1; ; n += 1) {
      await client.query("insert into written values ($1)", [n]);
      process.send?.({ committed: n });
    }
  } catch (error) {
    process.send?.({ refused: error instanceof Error ? error.message : "unknown" });
    process.exit(3);
  }
}

void main();
