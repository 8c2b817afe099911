import type { Log } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { redactError } from "../../platform/core/redact.ts";
import type { SearchPort } from "../port.ts";

const FAILURES_MAX = 5;
const OPEN_MS = 10_000;

/**
 * A circuit breaker. After five failures in a row it refuses calls for ten seconds, then lets one caller try.
 * Callers do not wait for a server that is down.
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

/**
 * Calls `first`. If it fails or its breaker is open, calls `second` and marks the answer as degraded. An
 * `AppError` is an answer, not a failure.
 */
export function withFallback(
  first: SearchPort,
  second: SearchPort,
  { breaker, log }: { breaker: Breaker; log: Pick<Log, "warn"> },
): SearchPort {
  return {
    ...first,
    async search(query) {
      if (breaker.allows()) {
        try {
          const answer = await first.search(query);
          breaker.succeeded();
          return answer;
        } catch (error) {
          if (error instanceof AppError) throw error;
          breaker.failed();
          log.warn({ engine: first.name, error: redactError(error) }, "search answers from the database");
        }
      }
      return { ...(await second.search(query)), degraded: true };
    },
  };
}
