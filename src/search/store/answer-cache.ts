import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { ReaderState } from "./standing.ts";

type CachedAnswer = { answer: unknown; state: ReaderState; bytes: number };

const KEPT_MAX = 4_000;
const KEPT_BYTES_MAX = 32 * 2 ** 20;

class Answers {
  readonly underWay = new Map<string, Promise<unknown>>();
  private readonly kept = new Map<string, CachedAnswer>();
  private bytes = 0;

  get = (question: string): CachedAnswer | undefined => this.kept.get(question);

  /** Adds an answer. Removes the oldest ones while there are too many, or too many bytes. */
  set(question: string, answer: unknown, state: ReaderState): void {
    this.drop(question);
    const bytes = 2 * (question.length + JSON.stringify(answer).length);
    this.kept.set(question, { answer, state, bytes });
    this.bytes += bytes;
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT_MAX && this.bytes <= KEPT_BYTES_MAX) return;
      this.drop(oldest);
    }
  }

  private drop(question: string): void {
    this.bytes -= this.kept.get(question)?.bytes ?? 0;
    this.kept.delete(question);
  }
}

const cached = new WeakMap<DbOrTx, Answers>();

/**
 * Returns true if a cached answer is still exact: same visible home cities, no write to an index, and no
 * posting expired since.
 */
const stillHolds = (then: ReaderState, now: ReaderState) =>
  then.generation === now.generation &&
  then.homeCities.join() === now.homeCities.join() &&
  now.nowMs >= then.nowMs &&
  (then.nextExpiryMs === null || now.nowMs < then.nextExpiryMs);

type Options = {
  /**
   * Reads the state again. For work that reads more of the database than its caller's state: its result is
   * not cached if the state changed while it was computed.
   */
  again?: () => Promise<ReaderState>;
};

/**
 * Returns a function that caches results of queries in this process while they are exact. `now` must be read
 * before the work begins. At most 4,000 results and 32 MB are cached for one database; the oldest go first.
 */
export function answerCache(db: DbOrTx, now: ReaderState, { again }: Options = {}) {
  const mine = cached.get(db) ?? new Answers();
  cached.set(db, mine);
  return async <T>(question: string, work: () => Promise<T>): Promise<T> => {
    const found = mine.get(question);
    if (found && stillHolds(found.state, now)) return found.answer as T;
    // Concurrent equal queries share one computation.
    const same = `${now.generation} ${now.nextExpiryMs} ${now.homeCities.join()} ${question}`;
    const begun = mine.underWay.get(same);
    if (begun) return (await begun) as T;
    const running = work();
    mine.underWay.set(same, running);
    const answer = await running.finally(() => mine.underWay.delete(same));
    if (!again || stillHolds(now, await again())) mine.set(question, answer, now);
    return answer;
  };
}

/**
 * Increments the number of index writes. Every write to the search tables must call it in the same
 * transaction, and every write to the Meilisearch index after Meilisearch has applied it. An answer computed
 * before the write then has an older number.
 */
export const countWrite = (db: DbOrTx) => sql`update search_generation set n = n + 1`.execute(db);
