import { clusterFolder, type Launched, launchEmbedded, runningEmbedded } from "../../../db/embedded/index.ts";
import { type Config, refuseMasterKey } from "../config/index.ts";

export type OpenDatabase = {
  /** Connection string of the server: the configured one or the embedded one. */
  url: string;
  /** The embedded server if this process started it, else null. */
  embedded: Launched | null;
};

/**
 * Finds or starts the database server: that of DATABASE_URL, with `join` the embedded server of a running
 * program, else an embedded server of this process. `say` receives progress lines for people, and `onStart`
 * is called as soon as an embedded server starts or is created in another process.
 * Throws ConfigError if the configuration contains a Meilisearch master key. With `mustExist` it creates no
 * database, and throws NoDatabaseError.
 */
export async function openDatabase(
  config: Config,
  options: {
    say?: (line: string) => void;
    onStart?: (creates: boolean) => void;
    join?: boolean;
    mustExist?: boolean;
  } = {},
): Promise<OpenDatabase> {
  refuseMasterKey(config);
  const given = config.databaseUrl ?? (options.join ? runningEmbedded(config.dataDir) : null);
  if (given) return { url: given, embedded: null };
  const { say, onStart, mustExist = false } = options;
  const embedded = await launchEmbedded({
    dataDir: config.dataDir,
    mustExist,
    ...(say && { say }),
    ...(onStart && { onStart }),
  });
  return { url: embedded.connectionString, embedded };
}

/**
 * Returns where the data lies, for people: the folder of the embedded cluster, or host and name of the
 * configured database, without user and password. A backup takes what lies there.
 */
export function placeOfData({ databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">): string {
  if (!databaseUrl) return clusterFolder(dataDir);
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}
