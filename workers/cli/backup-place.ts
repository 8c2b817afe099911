import { BackupError } from "../../db/backup/index.ts";
import { EmbeddedHeldError, runningEmbedded, startEmbedded } from "../../db/embedded/index.ts";
import type { Config } from "../../src/platform/config/index.ts";
import { placeOfData } from "../../src/platform/start/database.ts";

export type Place = {
  url: string;
  /** The server's address without its password, or the folder of the embedded database. */
  where: string;
  close(): Promise<void>;
};

/**
 * Finds the database to read: that of DATABASE_URL, or the embedded one, running or not. Throws
 * NoDatabaseError if the data folder has none.
 */
export async function openPlace({ databaseUrl, dataDir }: Config): Promise<Place> {
  const close = async () => undefined;
  const where = placeOfData({ databaseUrl, dataDir });
  if (databaseUrl) return { url: databaseUrl, where, close };
  const running = runningEmbedded(dataDir);
  if (running) return { url: running, where, close };
  const { connectionString, stop } = await startEmbedded({ dataDir, mustExist: true });
  return { url: connectionString, where, close: stop };
}

/** Opens the database to restore into. Throws RESTORE_IN_USE while a program runs on the data folder. */
export async function openEmptyPlace(config: Config): Promise<Place> {
  if (config.databaseUrl) return openPlace(config);
  try {
    const { connectionString, stop } = await startEmbedded({ dataDir: config.dataDir });
    return { url: connectionString, where: placeOfData(config), close: stop };
  } catch (error) {
    if (error instanceof EmbeddedHeldError)
      throw new BackupError("RESTORE_IN_USE", String(error.pid), { cause: error });
    throw error;
  }
}
