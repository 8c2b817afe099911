import { z } from "zod";
import { isOrigin, isWebhookSecret, isWitness } from "../core/text.ts";
import { ALLOWABLE, type Allowable } from "../outbound/index.ts";

/** Converts an empty variable to an unset one, so that both mean the same. */
const blank = (value: unknown) => (value === "" ? undefined : value);
/** An address that the program can call. */
const webAddress = () => z.url({ protocol: /^https?$/, hostname: /./ });
/** A list of values with commas between them. */
const listOf = <T>(one: z.ZodType<T, string>) =>
  z.preprocess(
    (text) => (typeof text === "string" ? text.split(",").flatMap((value) => value.trim() || []) : []),
    z.array(one),
  );
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());

/** A share of a disk, or a number of bytes with a unit. */
export const QUOTA = /^(?:(100|[1-9]?\d)%|(\d{1,6})(MB|GB|TB))$/;

/** Environment variables of the program, with their defaults. */
export const Environment = z.object({
  NODE_ENV: optional(z.enum(["production", "development", "test"])),
  PORT: z.preprocess(blank, z.coerce.number().int().min(0).max(65535).default(3000)),
  HOST: z.preprocess(blank, z.string().default("127.0.0.1")),
  PUBLIC_URL: optional(z.url().refine(isOrigin, "scheme and host only, without a path")),
  DATA_DIR: z.preprocess(blank, z.string().default("data")),
  FILES_DIR: optional(z.string()),
  RECORDINGS_QUOTA: z.preprocess(blank, z.string().regex(QUOTA).default("50%")),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//)),
  DATABASE_PASSWORD: optional(z.string()),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\//)),
  MEILI_URL: optional(webAddress()),
  MEILI_KEY: optional(z.string()),
  MEILI_MASTER_KEY: optional(z.string().min(16)),
  SECRET_KEY: optional(z.string().min(32)),
  SECRET_KEY_PREVIOUS: optional(z.string().min(32)),
  BACKUP_DIR: optional(z.string()),
  BACKUP_KEEP: z.preprocess(blank, z.coerce.number().int().min(2).max(1_000).default(14)),
  BACKUP_KEY: optional(z.string().min(32)),
  SMS_WEBHOOK_URL: optional(webAddress()),
  SMS_WEBHOOK_SECRET: optional(z.string().min(32).refine(isWebhookSecret, "whsec_ goes before base64")),
  OUTBOUND_ALLOW: listOf(z.enum(ALLOWABLE)),
  WITNESSES: listOf(z.string().refine(isWitness, "address#key")),
  STREAM_SERVER: optional(z.enum(["nginx", "srs", "tencent"])),
  STREAM_PUSH_URL: optional(z.url({ protocol: /^rtmps?$/, hostname: /./ })),
  STREAM_HLS_URL: optional(webAddress()),
  STREAM_SECRET: optional(z.string().min(32)),
  STREAM_PUSH_KEY: optional(z.string().min(16)),
  STREAM_CONTROL_URL: optional(webAddress()),
  STREAM_RECORDINGS: optional(z.string()),
  STREAM_RECORDING_YEARS: z.preprocess(blank, z.coerce.number().int().min(1).max(30).default(3)),
  STREAM_FFMPEG: z.preprocess(blank, z.string().default("ffmpeg")),
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, hostname: /./ })),
  MAIL_FROM: optional(z.email()),
  SMS_DAILY_LIMIT: z.preprocess(blank, z.coerce.number().int().min(1).default(20_000)),
  TRUSTED_PROXIES: z.preprocess(blank, z.coerce.number().int().min(0).max(5).default(0)),
  RATE_LIMIT_PER_MINUTE: z.preprocess(blank, z.coerce.number().int().min(1).default(1_200)),
  WORKERS: z.preprocess(blank, z.enum(["0", "1"]).default("1")),
  HEARTBEAT_FILE: optional(z.string()),
  METRICS_PORT: optional(z.coerce.number().int().min(0).max(65535)),
  METRICS_HOST: z.preprocess(blank, z.string().default("127.0.0.1")),
  DEMO: optional(z.enum(["0", "1"])),
  LOG_LEVEL: z.preprocess(
    blank,
    z.enum(["silent", "fatal", "error", "warn", "info", "debug"]).default("info"),
  ),
  LOG_SQL: z.preprocess(blank, z.enum(["0", "1"]).default("0")),
});

export type Config = {
  production: boolean;
  port: number;
  host: string;
  /** Origins of our own pages. The first is the public address. */
  origins: string[];
  dataDir: string;
  /** Folder of films, recordings, posters and captions. All processes use the same. */
  filesDir: string;
  /** The most that all recordings take: a share of the disk of `filesDir`, from 0 to 1, or bytes. */
  recordingsQuota: { ratio: number } | { bytes: number };
  /** Address of the database server, with the password from DATABASE_PASSWORD. Null: the embedded server. */
  databaseUrl: string | null;
  redisUrl: string | null;
  meili: { url: string; key: string } | null;
  /**
   * Master key of Meilisearch, for `migrate` and for printing keys. Server and workers refuse to start with
   * it.
   */
  meiliMaster: { url: string; masterKey: string } | null;
  /** Null only outside production. The program then uses a key in the data folder, which it creates once. */
  secretKey: string | null;
  /** The key before `secretKey`, while values that it sealed remain in the database. */
  previousSecretKey: string | null;
  /** Folder of the nightly backups and how many stay there; null without nightly backups. */
  backup: { dir: string; keep: number } | null;
  /** Encrypts backups. Null: outside production, a key in the data folder, created once. */
  backupKey: string | null;
  sms: { url: string; secret: string } | null;
  smsDailyLimit: number;
  /** Kinds of addresses, besides public ones, that calls to other servers may reach. */
  outboundAllow: readonly Allowable[];
  /** Outside witnesses of public logs, each as `<address>#<verifier key>`. */
  witnesses: readonly string[];
  /**
   * The own streaming server, or null for none. Publishers send to `pushUrl`, playlists stand below `hlsUrl`,
   * `secret` proves its callbacks. `pushKey` signs push addresses of a service that checks publishers itself.
   * `controlUrl` is that of nginx, for cutting a publisher off.
   */
  streams: {
    server: "nginx" | "srs" | "tencent";
    pushUrl: string;
    hlsUrl: string;
    secret: string;
    pushKey: string | null;
    controlUrl: string | null;
  } | null;
  /**
   * Recordings of the own streaming server. `folder`: it writes them there; null for none. `ffmpeg`: the
   * program that cuts them; null cuts none. The whole recording is kept for `years`.
   */
  recordings: { folder: string | null; ffmpeg: string | null; years: number };
  /** The mail server and the sender's address, or null without e-mail. */
  mail: { url: string; from: string } | null;
  /** Number of our own reverse proxies whose X-Forwarded-For is trusted. 0 trusts none. */
  trustedProxies: number;
  rateLimitPerMinute: number;
  /** Run background work in this process too. */
  workers: boolean;
  /** File whose modification time the worker process updates, for a health check. */
  heartbeatFile: string | null;
  /** Where Prometheus reads the metrics, or null for none. Port 0 takes a free one. */
  metrics: { port: number; host: string } | null;
  /** Fill an empty database with demo data. */
  demo: boolean;
  logLevel: string;
  /** Log each statement with its duration, and never with its parameters. */
  logSql: boolean;
};
