const WINDOW_MS = 600_000;
const FAILURES = 5;
const FIRST_MS = 1_000;
const OPEN_MS = 60_000;
const LONGEST_MS = 3_600_000;

/**
 * Says when a peer may be called again. After five failures in ten minutes it opens; then one call probes
 * whether the peer is back. Each failed probe doubles the pause, up to an hour. Pauses are spread at random,
 * so that peers do not come back all at once.
 */
export type Breaker = {
  state(): "closed" | "open" | "probing";
  /** Returns 0 if a call may start now, else the milliseconds until then. Starts the probe of an open one. */
  waitMs(): number;
  succeeded(): void;
  /** Returns the pause in milliseconds. `retryAfterMs`: what the peer asked for, at most an hour. */
  failed(retryAfterMs?: number): number;
  /** Lets the next call start at once. */
  wake(): void;
};

/** Clock in milliseconds and random numbers in [0, 1), which a test replaces. */
export type BreakerTools = { nowMs(): number; random(): number };

export function createBreaker({ nowMs, random }: BreakerTools): Breaker {
  let failures: number[] = [];
  let openings = 0;
  let probing = false;
  let untilMs = 0;
  const spread = (ms: number) => Math.min(LONGEST_MS, ms * (0.5 + random()));

  return {
    state: () => (probing ? "probing" : openings > 0 ? "open" : "closed"),
    waitMs() {
      const restMs = Math.max(0, untilMs - nowMs());
      if (openings === 0 || restMs > 0) return restMs;
      if (probing) return FIRST_MS;
      probing = true;
      return 0;
    },
    succeeded() {
      failures = [];
      openings = 0;
      probing = false;
      untilMs = 0;
    },
    failed(retryAfterMs = 0) {
      const now = nowMs();
      failures = [...failures.filter((at) => now - at < WINDOW_MS), now];
      if (probing || failures.length >= FAILURES) openings += 1;
      probing = false;
      const pauseMs =
        openings > 0
          ? spread(OPEN_MS * 2 ** Math.min(openings - 1, 10))
          : spread(FIRST_MS * 2 ** (failures.length - 1));
      const waitMs = Math.min(LONGEST_MS, Math.max(pauseMs, retryAfterMs));
      untilMs = now + waitMs;
      return waitMs;
    },
    wake() {
      untilMs = 0;
    },
  };
}
