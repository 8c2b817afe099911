import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createDb, type Db } from "../../../db/client.ts";
import { makeFolder } from "../../../db/make-folder.ts";
import { migrate } from "../../../db/migrate.ts";
import { loadReference } from "../../../db/reference/load.ts";
import { type Config, ConfigError } from "../config/index.ts";
import { createServices, type Services } from "../context.ts";
import { createVault } from "../core/vault.ts";
import { openLocalFiles } from "../files/local/open-local.ts";
import { gzip } from "../http/answers/gzip.ts";
import { assertKeyless, checkKeys, type Probe } from "../keys/index.ts";
import { openWakes } from "../live/index.ts";
import { type OpenDatabase, openDatabase } from "./database.ts";
import { diskGuard } from "./disk.ts";
import { createLog } from "./log.ts";
import { openSharedCounts } from "./shared-counts.ts";

export type Booted = {
  services: Services;
  /**
   * The same services on connections without `statement_timeout`, for work that no person waits for. Equal to
   * `services` in a process that serves no requests.
   */
  background: Services;
  /** Connection string of the database in use: the configured server or the embedded one. */
  databaseUrl: string;
  embedded: boolean;
  close(): Promise<void>;
};

/**
 * Returns SECRET_KEY. Without it (outside production only), creates a key once in the data folder, so that
 * encrypted phones stay readable after a restart. Throws KEYS_MISSING if the database needs an earlier one,
 * ConfigError if backups have the same key.
 */
async function secretKey(config: Config, db: Db): Promise<string> {
  if (config.secretKey) return config.secretKey;
  const path = join(config.dataDir, "secret.key");
  if (!existsSync(path)) await assertKeyless(db);
  makeFolder(config.dataDir);
  try {
    await writeFile(path, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const key = await readFile(path, "utf8");
  if (config.backupKey === key.trim())
    throw new ConfigError({
      code: "BACKUP_KEY_SAME",
      text: `BACKUP_KEY must differ from the key in ${path}`,
    });
  return key;
}

export type BootOptions = {
  say?: (line: string) => void;
  prepare?: boolean;
  max?: number;
  /** True in a process that serves requests: a statement of `services` is cancelled after STATEMENT_MS. */
  serves?: boolean;
  /** Use the embedded server of a running program, if there is one. */
  join?: boolean;
  /** Create no embedded database: throw NoDatabaseError if there is none. */
  mustExist?: boolean;
  /** Called once as an embedded server starts, or is created (`creates`). */
  onStart?: (creates: boolean) => void;
  /** The database, if the caller has opened it. Without it, openProcess opens it. */
  database?: OpenDatabase;
};

/** Time after which PostgreSQL cancels a statement of a request, in milliseconds. The answer is then 503. */
const STATEMENT_MS = 5_000;
const POOLS = { requests: 20, background: 10 } as const;

/** Creates the SMS and mail senders. openProcess calls it once database and keys are ready. */
type Channels = {
  channels(parts: Pick<Services, "db" | "vault">): Pick<Services, "sms" | "mail" | "outbound">;
  /** Finds a value by which the key of a database is checked that has recorded none. */
  probe: Probe;
};

/**
 * Opens what every Node process needs: database (embedded unless DATABASE_URL is set), schema, reference
 * data, keys, log. `say` receives progress lines for people. Throws ConfigError if the configuration
 * contains a Meilisearch master key, KeyError if its keys do not fit the database.
 */
export async function openProcess(config: Config, options: BootOptions & Channels): Promise<Booted> {
  const log = createLog(config.logLevel);
  const { url: databaseUrl, embedded } = options.database ?? (await openDatabase(config, options));
  const pools: Db[] = [];
  const open = (max: number, statementTimeoutMs: number): Db => {
    const db = createDb(databaseUrl, {
      max,
      statementTimeoutMs,
      onError: (error) => log.warn({ error: error.message }, "an idle database connection ended"),
      ...(config.logSql && { onStatement: (statement) => log.info(statement, "sql") }),
    });
    pools.push(db);
    return db;
  };
  const guard = config.databaseUrl ? null : diskGuard(config);
  const wakes: ReturnType<typeof openWakes>[] = [];
  let sharedCounts: ReturnType<typeof openSharedCounts> | undefined;
  const close = async () => {
    sharedCounts?.close();
    guard?.stop();
    for (const one of wakes) await one.close();
    for (const pool of pools) await pool.destroy();
    await embedded?.stop();
  };
  try {
    const db = open(options.max ?? (options.serves ? POOLS.background : POOLS.requests), 0);
    if (options.prepare ?? true) {
      await migrate(db);
      await loadReference(db);
    }
    await embedded?.durable;
    const previous = config.previousSecretKey ? [config.previousSecretKey] : [];
    const vault = await createVault(await secretKey(config, db), ...previous);
    await checkKeys(db, vault, options.probe);
    const main = options.serves ? open(POOLS.requests, STATEMENT_MS) : db;
    const counts = openSharedCounts({ config, db: main, vault, log });
    sharedCounts = counts;
    const files = openLocalFiles(config.filesDir);
    const shared = { sharedCounts: counts, files, ...(guard && { storageFull: guard.isFull }) };
    const on = (pool: Db) => {
      wakes.push(openWakes(pool, databaseUrl, log));
      const channels = options.channels({ db: pool, vault });
      return createServices({ config, db: pool, vault, log, gzip, ...shared, ...channels });
    };
    const background = on(db);
    const services = options.serves ? on(main) : background;
    return { services, background, databaseUrl, embedded: embedded !== null, close };
  } catch (error) {
    await close();
    throw error;
  }
}
