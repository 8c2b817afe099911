import { leafHash, nodeHash } from "./tree.ts";

/** Returns the hash of leaves `from` to `to` - 1: of a complete subtree, or of the right edge. */
export type RangeHash = (from: number, to: number) => Uint8Array | Promise<Uint8Array>;

/** Returns the largest power of two below `n`, which is at least 2: the size of a tree's left half. */
function leftOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * Returns the proof that leaf `index` is in the tree of `size` leaves (RFC 6962, section 2.1.1): the hashes
 * beside its way to the root, that of its sibling first.
 */
export async function inclusionProof(hash: RangeHash, index: number, size: number): Promise<Uint8Array[]> {
  const beside: [number, number][] = [];
  for (let [from, to] = [0, size]; to - from > 1; ) {
    const middle = from + leftOf(to - from);
    beside.unshift(index < middle ? [middle, to] : [from, middle]);
    [from, to] = index < middle ? [from, middle] : [middle, to];
  }
  return Promise.all(beside.map(([from, to]) => hash(from, to)));
}

/**
 * Returns the proof that the tree of `size` leaves continues that of `old` leaves (RFC 6962, section 2.1.2).
 * It is empty if both are one, and if the old one is empty.
 */
export async function consistencyProof(hash: RangeHash, old: number, size: number): Promise<Uint8Array[]> {
  if (old === 0 || old === size) return [];
  const ranges: [number, number][] = [];
  let [from, to, whole] = [0, size, true];
  while (to !== old) {
    const middle = from + leftOf(to - from);
    if (old <= middle) {
      ranges.unshift([middle, to]);
      to = middle;
    } else {
      ranges.unshift([from, middle]);
      from = middle;
      whole = false;
    }
  }
  if (!whole) ranges.unshift([from, to]);
  return Promise.all(ranges.map(([a, b]) => hash(a, b)));
}

/**
 * Returns the root of the tree in which a proof places an entry, or null for a proof of another length
 * (RFC 9162, section 2.1.3.2).
 */
export function rootOfInclusion(of: {
  entry: string;
  index: number;
  size: number;
  proof: readonly Uint8Array[];
}): Uint8Array | null {
  if (of.index >= of.size) return null;
  let hash = leafHash(of.entry);
  let [from, to] = [0, of.size];
  const sides: boolean[] = [];
  while (to - from > 1) {
    const middle = from + leftOf(to - from);
    sides.unshift(of.index < middle);
    [from, to] = of.index < middle ? [from, middle] : [middle, to];
  }
  if (sides.length !== of.proof.length) return null;
  for (const [i, isLeft] of sides.entries()) {
    const other = of.proof[i] as Uint8Array;
    hash = isLeft ? nodeHash(hash, other) : nodeHash(other, hash);
  }
  return hash;
}
