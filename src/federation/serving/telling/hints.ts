import { type BreakerTools, createBreaker } from "../../pull/breaker.ts";

/** Shortest time between two hints to one peer. What grows meanwhile goes into the next one. */
const APART_MS = 50;
/** Time without hints for a peer that has an open question for the log, or that refuses them. */
const REST_MS = 30_000;
/** The first hints after a start are spread over this time, so that peers do not come all at once. */
const FIRST_MS = 5_000;

/** A log by its name, such as `210900/public/1`, and its present size. */
export type Grown = { log: string; size: number };

/** Says which logs a peer is told of, and when. One for each peer node; it lives as long as the process. */
export type HintSchedule = {
  /**
   * Returns the logs that grew since the peer was told, and none during a pause. Call `answered` or `failed`
   * afterwards.
   */
  due(logs: readonly Grown[]): readonly Grown[];
  /** Notes an answer. `rests`: the peer needs no hint for a while. */
  answered(logs: readonly Grown[], rests: boolean): void;
  /** Notes that the peer could not be reached. The same logs are due again after the breaker's pause. */
  failed(): void;
};

export function createHintSchedule({ nowMs, random }: BreakerTools): HintSchedule {
  const breaker = createBreaker({ nowMs, random });
  const told = new Map<string, number>();
  let untilMs = nowMs() + random() * FIRST_MS;
  let busy = false;
  return {
    due(logs) {
      const grown = logs.filter(({ log, size }) => size > (told.get(log) ?? 0));
      if (busy || grown.length === 0 || nowMs() < untilMs || breaker.waitMs() > 0) return [];
      busy = true;
      return grown;
    },
    answered(logs, rests) {
      for (const { log, size } of logs) told.set(log, size);
      busy = false;
      breaker.succeeded();
      untilMs = nowMs() + (rests ? REST_MS : APART_MS);
    },
    failed() {
      busy = false;
      breaker.failed();
    },
  };
}
