import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createDb } from "../../../db/client.ts";
import { migrate } from "../../../db/migrate.ts";
import { loadReference } from "../../../db/reference/load.ts";
import type { Config } from "../config.ts";
import { createServices, type Services } from "../context.ts";
import { createVault } from "../core/vault.ts";
import { gzip } from "../http/answers/gzip.ts";
import { type OpenDatabase, openDatabase } from "./database.ts";
import { createLog } from "./log.ts";

export type Booted = {
  services: Services;
  /** Connection string of the database in use: the configured server or the embedded one. */
  databaseUrl: string;
  embedded: boolean;
  close(): Promise<void>;
};

/**
 * Returns SECRET_KEY. Without it (outside production only), creates a key once in the data folder, so that
 * encrypted phones stay readable after a restart.
 */
async function secretKey(config: Config): Promise<string> {
  if (config.secretKey) return config.secretKey;
  const path = join(config.dataDir, "secret.key");
  await mkdir(config.dataDir, { recursive: true });
  try {
    await writeFile(path, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFile(path, "utf8");
}

export type BootOptions = {
  say?: (line: string) => void;
  prepare?: boolean;
  max?: number;
  /** Use the embedded server of a running program, if there is one. */
  join?: boolean;
  /** The database, if the caller has opened it. Without it, openProcess opens it. */
  database?: OpenDatabase;
};

/** Creates the SMS and mail senders. openProcess calls it once database and keys are ready. */
type Channels = { channels(parts: Pick<Services, "db" | "vault">): Pick<Services, "sms" | "mail"> };

/**
 * Opens what every Node process needs: database (embedded unless DATABASE_URL is set), schema, reference
 * data, keys, log. `say` receives progress lines for people.
 * Throws ConfigError if the configuration contains a Meilisearch master key.
 */
export async function openProcess(config: Config, options: BootOptions & Channels): Promise<Booted> {
  const log = createLog(config.logLevel);
  const { url: databaseUrl, embedded } = options.database ?? (await openDatabase(config, options));
  const db = createDb(databaseUrl, {
    max: options.max ?? 20,
    onError: (error) => log.warn({ error: error.message }, "an idle database connection ended"),
    ...(config.logSql && { onStatement: (statement) => log.info(statement, "sql") }),
  });
  const close = async () => {
    await db.destroy();
    await embedded?.stop();
  };
  try {
    if (options.prepare ?? true) {
      await migrate(db);
      await loadReference(db);
    }
    await embedded?.durable;
    const vault = await createVault(await secretKey(config));
    const services = createServices({ config, db, vault, log, gzip, ...options.channels({ db, vault }) });
    return { services, databaseUrl, embedded: embedded !== null, close };
  } catch (error) {
    await close();
    throw error;
  }
}
