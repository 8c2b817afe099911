import type { Log } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { redactError } from "../../platform/core/redact.ts";
import type { SearchPort } from "../port.ts";

const FAILURES_MAX = 5;
const OPEN_MS = 10_000;

/**
 * Creates a circuit breaker, so that callers do not wait for a server that is down. After five consecutive
 * failures it refuses calls for ten seconds, then lets one caller try.
 */
export function createBreaker(nowMs: () => number = Date.now) {
  let failures = 0;
  let openUntilMs = 0;
  return {
    /** Returns true if the server may be called now. */
    allows(): boolean {
      if (failures < FAILURES_MAX) return true;
      if (nowMs() < openUntilMs) return false;
      openUntilMs = nowMs() + OPEN_MS;
      return true;
    },
    /** Returns true while calls are refused. Unlike `allows`, it lets no caller try. */
    isOpen: (): boolean => failures >= FAILURES_MAX && nowMs() < openUntilMs,
    succeeded(): void {
      failures = 0;
    },
    failed(): void {
      failures += 1;
      if (failures >= FAILURES_MAX) openUntilMs = nowMs() + OPEN_MS;
    },
  };
}

export type Breaker = ReturnType<typeof createBreaker>;

/** Thrown in place of a call while the breaker is open. */
export class BreakerOpen extends Error {}

/** Calls `work` unless the breaker is open, and reports its outcome to the breaker. Throws BreakerOpen. */
export async function guarded<T>(breaker: Breaker, work: () => Promise<T>): Promise<T> {
  if (!breaker.allows()) throw new BreakerOpen("the search engine is not called for some seconds");
  try {
    const answer = await work();
    breaker.succeeded();
    return answer;
  } catch (error) {
    breaker.failed();
    throw error;
  }
}

/**
 * Returns a port that searches with `first`. If `first` fails, it searches with `second` and sets `degraded`.
 * Logs the failure unless the breaker was open. Rethrows an `AppError` (such as an invalid cursor).
 */
export function withFallback(first: SearchPort, second: SearchPort, log: Pick<Log, "warn">): SearchPort {
  return {
    ...first,
    async search(query) {
      try {
        return await first.search(query);
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (!(error instanceof BreakerOpen))
          log.warn({ engine: first.name, error: redactError(error) }, "search answers from the database");
        return { ...(await second.search(query)), degraded: true };
      }
    },
  };
}
