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

/**
 * Returns a port that searches with `first`. If `first` fails or its breaker is open, it searches with
 * `second` and sets `degraded`. An `AppError` (such as an invalid cursor) is rethrown and does not count as a
 * failure.
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
