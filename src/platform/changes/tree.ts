import { sha256 } from "./hash.ts";

/**
 * The right edge of a log's tree (RFC 6962): `size` leaves, and the hashes of the complete subtrees that hold
 * them, the largest first. Enough to append leaves and to compute the root.
 */
export type Frontier = { readonly size: number; readonly hashes: readonly Uint8Array[] };

/** Root of 256^level leaves, the `n`th of its level from 0. Tiles of that level consist of such hashes. */
export type TileHash = { level: number; n: number; hash: Uint8Array };

export const EMPTY: Frontier = { size: 0, hashes: [] };

const HASH_BYTES = 32;
const TILE_HEIGHT = 8;
const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** Returns the hash of a leaf: SHA-256(0x00 ‖ entry). */
export const leafHash = (entry: string | Uint8Array): Uint8Array => sha256(LEAF, entry);

/** Returns the hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(NODE, left, right);

/**
 * Appends leaves to a tree. Returns the new frontier and the roots of subtrees of 256, 65,536 … leaves that
 * the new leaves completed.
 */
export function append(
  to: Frontier,
  leaves: readonly Uint8Array[],
): { frontier: Frontier; completed: TileHash[] } {
  const hashes = [...to.hashes];
  const completed: TileHash[] = [];
  let size = to.size;
  for (const leaf of leaves) {
    let hash = leaf;
    let place = size;
    for (let height = 1; place % 2 === 1; height += 1) {
      hash = nodeHash(hashes.pop() as Uint8Array, hash);
      place = (place - 1) / 2;
      if (height % TILE_HEIGHT === 0) completed.push({ level: height / TILE_HEIGHT, n: place, hash });
    }
    hashes.push(hash);
    size += 1;
  }
  return { frontier: { size, hashes }, completed };
}

/** Returns the root of the tree. That of an empty tree is SHA-256 of nothing. */
export function rootOf({ hashes }: Frontier): Uint8Array {
  if (hashes.length === 0) return sha256();
  return hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** Returns the hashes of a frontier one after the other, as the database keeps them. */
export const frontierBytes = ({ hashes }: Frontier): Buffer => Buffer.concat(hashes);

/** Reads what frontierBytes wrote. Throws Error if the length does not fit the size. */
export function readFrontier(size: number, bytes: Uint8Array): Frontier {
  const count = [...size.toString(2)].filter((digit) => digit === "1").length;
  if (bytes.length !== count * HASH_BYTES) throw new Error(`a tree of ${size} leaves has ${count} hashes`);
  const hashes = Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES),
  );
  return { size, hashes };
}
