import type { Services } from "../context.ts";
import { sealedStart } from "../core/vault.ts";
import {
  countOtherKey,
  replaceSealed,
  retirePreviousKeys,
  type SealedColumn,
  type SealedRow,
  selectOtherKey,
} from "./store.ts";

/** Values per step. After each, a killed run has kept what it did. */
const BATCH = 200;

export type RekeyProgress = { table: string; done: number; total: number };
/** Values sealed again, and values left because another row has their index: two accounts of one phone. */
export type Rekeyed = { done: number; left: { table: string; count: number }[] };

type Tools = Pick<Services, "db" | "vault">;

async function again({ vault }: Tools, column: SealedColumn, row: SealedRow) {
  const plain = await vault.open(row.sealed);
  const indexed = column.index ? await vault.index(column.index.textOf(plain)) : null;
  return { ...row, again: await vault.seal(plain), indexed };
}

async function rekeyColumn(
  tools: Tools,
  column: SealedColumn,
  told: (done: number) => void,
): Promise<number> {
  const start = sealedStart(tools.vault);
  let done = 0;
  for (let after: string[] | null = null; ; ) {
    const rows: SealedRow[] = await selectOtherKey(tools.db, column, { start, after, limit: BATCH });
    after = rows.at(-1)?.key ?? null;
    if (!after) return done;
    for (const row of await Promise.all(rows.map((one) => again(tools, column, one))))
      await replaceSealed(tools.db, column, row);
    done += rows.length;
    told(done);
  }
}

/**
 * Seals every value again with the current key, while the program serves, and moves its index. Killed, it
 * goes on where it was when it runs again. Once no value of another key is left, the previous keys retire.
 */
export async function rekey(
  tools: Tools,
  columns: readonly SealedColumn[],
  progress: (progress: RekeyProgress) => void = () => undefined,
): Promise<Rekeyed> {
  const start = sealedStart(tools.vault);
  let done = 0;
  for (const column of columns) {
    const { table } = column;
    const total = await countOtherKey(tools.db, column, start);
    if (total > 0) done += await rekeyColumn(tools, column, (n) => progress({ table, done: n, total }));
  }
  const left: Rekeyed["left"] = [];
  for (const column of columns) {
    const count = await countOtherKey(tools.db, column, start);
    if (count > 0) left.push({ table: column.table, count });
  }
  if (left.length === 0) await retirePreviousKeys(tools.db);
  return { done, left };
}
