import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { append, EMPTY, type Frontier, leafHash } from "../tree.ts";

/** Number of hashes of a full tile, and of entries of a full bundle. */
export const TILE_WIDTH = 256;

/** A log: a stream in one epoch. */
export type LogRef = { stream: string; epoch: number };

/**
 * Returns at most `count` headers from place `from`, as the texts that were hashed. Place 0 is the first
 * entry.
 */
export async function readHeaders(
  db: DbOrTx,
  { stream, epoch }: LogRef,
  { from, count }: { from: number; count: number },
): Promise<string[]> {
  const { rows } = await sql<{ header: string }>`/* planned */
    select header from log_entry
    where stream = ${stream} and epoch = ${epoch} and seq > ${from} and seq <= ${from + count} order by seq`.execute(
    db,
  );
  return rows.map(({ header }) => header);
}

/**
 * Returns at most `count` hashes of a level of the tree from place `from`. Level 0 has the leaves, level n
 * the roots of complete subtrees of 256^n leaves.
 */
export async function readHashes(
  db: DbOrTx,
  log: LogRef,
  { level, from, count }: { level: number; from: number; count: number },
): Promise<Uint8Array[]> {
  if (level === 0) return (await readHeaders(db, log, { from, count })).map(leafHash);
  const { rows } = await sql<{ hash: Buffer }>`/* planned */
    select hash from log_tile_hash
    where stream = ${log.stream} and epoch = ${log.epoch} and level = ${level}
      and n >= ${from} and n < ${from + count} order by n`.execute(db);
  return rows.map(({ hash }) => hash);
}

/**
 * Computes the tree of a log at an earlier size, from at most 255 hashes a level. Throws Error if the log
 * does not hold them.
 */
export async function frontierAt(db: DbOrTx, log: LogRef, size: number): Promise<Frontier> {
  const hashes: Uint8Array[] = [];
  let level = 0;
  for (let width = size; width >= TILE_WIDTH; width = Math.floor(width / TILE_WIDTH)) level += 1;
  for (; level >= 0; level -= 1) {
    const end = Math.floor(size / TILE_WIDTH ** level);
    const count = end % TILE_WIDTH;
    if (count === 0) continue;
    const nodes = await readHashes(db, log, { level, from: end - count, count });
    if (nodes.length !== count) throw new Error(`${log.stream} lacks hashes of level ${level}`);
    hashes.push(...append(EMPTY, nodes).frontier.hashes);
  }
  return { size, hashes };
}
