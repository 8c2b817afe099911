import { type Held, sha256 } from "../../platform/changes/index.ts";

/**
 * Digest of the records of one bucket. A record is in the bucket whose number is the first byte of the
 * SHA-256 of its id in UTF-8. The digest is the SHA-256, in base64, of one line per record, sorted by the
 * bytes of the id: id, a space, the revision in decimal, a newline. A bucket without records has no entry.
 */
export type Bucket = { bucket: number; count: number; digest: string };

/** Returns the number of the bucket of a record, from 0 to 255. */
export const bucketOf = (id: string): number => sha256(id)[0] ?? 0;

/** Returns the numbers of the buckets that differ, in order. */
export function compareDigests(one: readonly Bucket[], other: readonly Bucket[]): number[] {
  const [left, right] = [one, other].map(
    (buckets) => new Map(buckets.map(({ bucket, digest }) => [bucket, digest])),
  ) as [Map<number, string>, Map<number, string>];
  const all = [...new Set([...left.keys(), ...right.keys()])].sort((a, b) => a - b);
  return all.filter((bucket) => left.get(bucket) !== right.get(bucket));
}

/**
 * How copies differ from what their home tells. `missing`: told, and not held. `extra`: held, and not told.
 * `stale`: held in another revision than the one that is told.
 */
export type Differences = { missing: string[]; extra: string[]; stale: string[] };

/** Compares the records of a bucket. */
export function compareRecords(told: readonly Held[], held: readonly Held[]): Differences {
  const revisions = new Map(held.map(({ id, rev }) => [id, rev]));
  const known = new Set(told.map(({ id }) => id));
  const differing = told.filter(({ id, rev }) => revisions.has(id) && revisions.get(id) !== rev);
  return {
    missing: told.filter(({ id }) => !revisions.has(id)).map(({ id }) => id),
    extra: held.filter(({ id }) => !known.has(id)).map(({ id }) => id),
    stale: differing.map(({ id }) => id),
  };
}
