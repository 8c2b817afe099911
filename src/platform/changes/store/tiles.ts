import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { append, EMPTY, type Frontier, leafHash, nodeHash, rootOf } from "../tree.ts";

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

/**
 * Computes the hash of the leaves `from` to `to` - 1: of a complete subtree, or of the right edge of a tree.
 * Reads at most 255 hashes for each of its complete subtrees. Throws Error if the log does not hold them.
 */
export async function rangeHash(db: DbOrTx, log: LogRef, from: number, to: number): Promise<Uint8Array> {
  const size = to - from;
  let half = 1;
  while (half * 2 < size) half *= 2;
  if (size !== 1 && half * 2 !== size)
    return nodeHash(await rangeHash(db, log, from, from + half), await rangeHash(db, log, from + half, to));
  let level = 0;
  for (let width = size; width >= TILE_WIDTH; width /= TILE_WIDTH) level += 1;
  const width = TILE_WIDTH ** level;
  const count = size / width;
  const nodes = await readHashes(db, log, { level, from: from / width, count });
  if (nodes.length !== count) throw new Error(`${log.stream} lacks hashes of level ${level}`);
  return rootOf(append(EMPTY, nodes).frontier);
}
