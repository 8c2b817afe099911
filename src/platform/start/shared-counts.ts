import { Redis } from "ioredis";
import { RateLimiterPostgres, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Services, SharedCounts } from "../context.ts";
import { redactError } from "../core/redact.ts";
import { pgClientOf } from "./store.ts";

/** A request waits this long for the shared count, and no longer. */
const WAIT_MS = 1_000;
/** After a failure the store is left alone for this time. */
const AWAY_MS = 5_000;

const MINUTE = { duration: 60, keyPrefix: "limit" } as const;

type Limiter = RateLimiterRedis | RateLimiterPostgres;
type Store = { limiter(max: number): Promise<Limiter>; close(): void };

function redisStore(url: string): Store {
  const client = new Redis(url, { lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  client.on("error", () => undefined);
  return {
    async limiter(max) {
      if (client.status === "wait") await client.connect();
      return new RateLimiterRedis({ ...MINUTE, points: max, storeClient: client });
    },
    close: () => client.disconnect(),
  };
}

function postgresStore(db: Services["db"]): Store {
  // The table exists: a migration created it, without write-ahead log.
  const table = { tableName: "rate_limit", tableCreated: true, clearExpiredByTimeout: false } as const;
  const storeClient = pgClientOf(db);
  return {
    limiter: async (max) =>
      new RateLimiterPostgres({ ...MINUTE, ...table, points: max, storeClient, storeType: "client" }),
    close: () => undefined,
  };
}

/** Rejects after WAIT_MS. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${WAIT_MS} ms`)), WAIT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Opens the counts that all processes of one installation share: in Redis if REDIS_URL is set, else in
 * PostgreSQL. It connects at the first count. Keys are stored as an HMAC, because they name addresses.
 */
export function openSharedCounts({
  config,
  db,
  vault,
  log,
}: Pick<Services, "config" | "db" | "vault" | "log">): SharedCounts & { close(): void } {
  const store = config.redisUrl ? redisStore(config.redisUrl) : postgresStore(db);
  const limiters = new Map<number, Limiter>();
  let awayUntil = 0;
  /** Requests that the store did not take, by key. They go with the key's next ones, within a minute. */
  const unsent = new Map<string, number>();
  let unsentSince = Date.now();
  const count = async (key: string, requests: number, max: number) => {
    const limiter = limiters.get(max) ?? (await store.limiter(max));
    limiters.set(max, limiter);
    const name = (await vault.mac("limit", `${max} ${key}`)).toString("base64url");
    return limiter.consume(name, requests);
  };
  return {
    close: store.close,
    async add(key, requests, max) {
      if (Date.now() - unsentSince > MINUTE.duration * 1_000) {
        unsent.clear();
        unsentSince = Date.now();
      }
      const due = requests + (unsent.get(key) ?? 0);
      unsent.set(key, due);
      if (Date.now() < awayUntil) return 0;
      unsent.delete(key);
      try {
        await inTime(count(key, due, max));
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
        unsent.set(key, due + (unsent.get(key) ?? 0));
        awayUntil = Date.now() + AWAY_MS;
        log.warn(
          { error: redactError(refusal) },
          "requests are counted in this process alone for some seconds",
        );
        return 0;
      }
    },
  };
}
