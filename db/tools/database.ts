import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { runningEmbedded, startEmbedded } from "../embedded/index.ts";

export type Opened = { url: string; close(): Promise<void> };

/**
 * Opens the configured database: DATABASE_URL, else the embedded database of a running program. If none runs,
 * starts the embedded database. Throws NoDatabaseError if there is none.
 */
export async function openDatabase(): Promise<Opened> {
  const { databaseUrl, dataDir } = readNodeConfig();
  const given = databaseUrl ?? runningEmbedded(dataDir);
  if (given) return { url: given, close: async () => undefined };
  const { connectionString, stop } = await startEmbedded({ dataDir, mustExist: true });
  return { url: connectionString, close: stop };
}
