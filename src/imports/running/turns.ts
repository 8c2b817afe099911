import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { lockCityImports } from "../store/batches.ts";

/** Batches that are written at the same time. Each has a connection and a transaction of its own. */
const LANES = 2;

/** Batches of a turn. After it, another import of the city may write. */
const TURN_BATCHES = 12;

/** Batches in the order of the file; an empty one means that none is left. */
export type Batches<Row> = { take(): Promise<Row[]>; end(): Promise<void> };

/**
 * Returns batches that are read one ahead. `read` returns the rows that follow the given one, or the first
 * ones. `end` waits for a reading that nobody takes.
 */
export function readAhead<Row>(read: (after: Row | undefined) => Promise<Row[]>): Batches<Row> {
  const begin = (reading: Promise<Row[]>): Promise<Row[]> => {
    // `take` returns the same promise, and its caller gets the error.
    reading.catch(() => undefined);
    return reading;
  };
  let coming = begin(read(undefined));
  return {
    take() {
      const taken = coming;
      coming = begin(taken.then((rows) => (rows.length > 0 ? read(rows.at(-1)) : [])));
      return taken;
    },
    end: async () => void (await coming.catch(() => undefined)),
  };
}

/**
 * Writes batches until none is left. The imports of a city take turns; within a turn, `LANES` batches are
 * written at once, so that one is judged while the database writes another. The turn's own transaction holds
 * nothing but the lock. If it is lost, the unique source keys still keep two imports apart.
 * The first error ends the lanes after their batches, and is thrown.
 */
export async function writeInTurns<Row>(
  ctx: RequestContext,
  city: string,
  { batches, write }: { batches: Batches<Row>; write: (rows: Row[]) => Promise<void> },
): Promise<void> {
  let isLast = false;
  const failures: unknown[] = [];
  const turn = async () => {
    let left = TURN_BATCHES;
    const lane = async () => {
      while (!isLast && failures.length === 0 && left > 0) {
        left -= 1;
        const rows = await batches.take();
        if (rows.length === 0) isLast = true;
        else await write(rows);
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
    failures.push(...lanes.flatMap((one) => (one.status === "rejected" ? [one.reason] : [])));
  };
  try {
    while (!isLast && failures.length === 0)
      await inTransaction(ctx, async (tx) => {
        await lockCityImports(tx, city);
        await turn();
      });
  } finally {
    await batches.end();
  }
  if (failures.length > 0) throw failures[0];
}
