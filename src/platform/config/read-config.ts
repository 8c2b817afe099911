import type { z } from "zod";
import { ConfigError, type ConfigFault, configProblems } from "./problems.ts";
import { type Config, Environment, QUOTA } from "./schema.ts";
import { type Variables, withSecretFiles } from "./secret-files.ts";

function faultOf({ path, message }: z.core.$ZodIssue): ConfigFault {
  const variable = path.join(".");
  return { code: "VARIABLE_INVALID", variable, text: `${variable}: ${message}` };
}

const UNIT_BYTES = { MB: 2 ** 20, GB: 2 ** 30, TB: 2 ** 40 };

/** Returns the quota that a text of the form QUOTA means. */
function quotaOf(text: string): Config["recordingsQuota"] {
  const [, percent, count, unit = ""] = QUOTA.exec(text) ?? [];
  if (percent !== undefined) return { ratio: Number(percent) / 100 };
  return { bytes: Number(count) * UNIT_BYTES[unit as keyof typeof UNIT_BYTES] };
}

const noFiles = (): never => {
  throw new Error("there are no files here");
};

/**
 * Reads and validates the environment. The only reader of process.env. `readFile` opens the files that
 * `_FILE` variables name; the edge build (Cloudflare Workers) has no files.
 * Throws ConfigError with the name of every wrong variable, also for a service that is only partly
 * configured. In production, insecure defaults are errors too.
 */
export function readConfig(
  env: Variables = process.env,
  readFile: (path: string) => string = noFiles,
): Config {
  const parsed = Environment.safeParse(withSecretFiles(env, readFile));
  if (!parsed.success) throw new ConfigError(...parsed.error.issues.map(faultOf));
  const e = parsed.data;
  const production = e.NODE_ENV === "production";
  const problems = configProblems(e, production);
  if (problems.length > 0) throw new ConfigError(...problems);
  return {
    production,
    port: e.PORT,
    host: e.HOST,
    origins: e.PUBLIC_URL
      ? [new URL(e.PUBLIC_URL).origin]
      : [`http://localhost:${e.PORT}`, `http://127.0.0.1:${e.PORT}`],
    dataDir: e.DATA_DIR,
    filesDir: e.FILES_DIR ?? `${e.DATA_DIR}/files`,
    recordingsQuota: quotaOf(e.RECORDINGS_QUOTA),
    databaseUrl: e.DATABASE_URL ? withPassword(e.DATABASE_URL, e.DATABASE_PASSWORD) : null,
    redisUrl: e.REDIS_URL ?? null,
    meili: e.MEILI_URL && e.MEILI_KEY ? { url: e.MEILI_URL, key: e.MEILI_KEY } : null,
    meiliMaster:
      e.MEILI_URL && e.MEILI_MASTER_KEY ? { url: e.MEILI_URL, masterKey: e.MEILI_MASTER_KEY } : null,
    secretKey: e.SECRET_KEY ?? null,
    previousSecretKey: e.SECRET_KEY_PREVIOUS ?? null,
    backup: e.BACKUP_DIR ? { dir: e.BACKUP_DIR, keep: e.BACKUP_KEEP } : null,
    backupKey: e.BACKUP_KEY ?? null,
    sms:
      e.SMS_WEBHOOK_URL && e.SMS_WEBHOOK_SECRET
        ? { url: e.SMS_WEBHOOK_URL, secret: e.SMS_WEBHOOK_SECRET }
        : null,
    smsDailyLimit: e.SMS_DAILY_LIMIT,
    outboundAllow: e.OUTBOUND_ALLOW,
    witnesses: e.WITNESSES,
    streams:
      e.STREAM_SERVER && e.STREAM_PUSH_URL && e.STREAM_HLS_URL && e.STREAM_SECRET
        ? {
            server: e.STREAM_SERVER,
            pushUrl: e.STREAM_PUSH_URL.replace(/\/$/, ""),
            hlsUrl: e.STREAM_HLS_URL.replace(/\/$/, ""),
            secret: e.STREAM_SECRET,
            pushKey: e.STREAM_PUSH_KEY ?? null,
            controlUrl: e.STREAM_CONTROL_URL?.replace(/\/$/, "") ?? null,
          }
        : null,
    recordings: {
      folder: e.STREAM_RECORDINGS ?? null,
      ffmpeg: e.STREAM_FFMPEG === "none" ? null : e.STREAM_FFMPEG,
      years: e.STREAM_RECORDING_YEARS,
    },
    mail: e.SMTP_URL && e.MAIL_FROM ? { url: e.SMTP_URL, from: e.MAIL_FROM } : null,
    trustedProxies: e.TRUSTED_PROXIES,
    rateLimitPerMinute: e.RATE_LIMIT_PER_MINUTE,
    workers: e.WORKERS === "1",
    heartbeatFile: e.HEARTBEAT_FILE ?? null,
    metrics: e.METRICS_PORT === undefined ? null : { port: e.METRICS_PORT, host: e.METRICS_HOST },
    demo: e.DEMO === undefined ? !production && !e.DATABASE_URL : e.DEMO === "1",
    logLevel: e.LOG_LEVEL,
    logSql: e.LOG_SQL === "1",
  };
}

function withPassword(address: string, password: string | undefined): string {
  if (!password) return address;
  const url = new URL(address);
  url.password = encodeURIComponent(password);
  return url.href;
}

/** Throws ConfigError if the configuration contains a Meilisearch master key. Only a migration needs it. */
export function refuseMasterKey({ meiliMaster }: Config): void {
  if (meiliMaster)
    throw new ConfigError({
      code: "MASTER_KEY_HERE",
      text: "MEILI_MASTER_KEY is for `npm run migrate` alone: give this program its own MEILI_KEY",
    });
}
