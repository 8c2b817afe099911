import type { DbOrTx } from "../../../db/client.ts";
import type { Held, SharedKind } from "../../platform/changes/index.ts";
import type { Bucket } from "./rules.ts";
import { type OfLog, selectBucket, selectBuckets, toldBy } from "./store.ts";

/** The log whose records are asked for. By default all that it tells, whether or not the payload is here. */
export type LogQuestion = Pick<OfLog, "stream" | "epoch" | "size"> & Partial<Pick<OfLog, "asOf" | "given">>;

const ofLog = (kind: SharedKind, { asOf, given = false, ...log }: LogQuestion) =>
  toldBy({ ...log, kind: kind.kind, asOf: kind.expires ? (asOf ?? null) : null, given });

/**
 * Returns the digest of the records of a kind that a log tells at a size. It follows from the headers, so the
 * home and each reader of the log compute the same.
 */
export const digestOfLog = (db: DbOrTx, kind: SharedKind, log: LogQuestion): Promise<Bucket[]> =>
  selectBuckets(db, ofLog(kind, log));

/** Returns the records of one bucket of the same digest. */
export const bucketOfLog = (
  db: DbOrTx,
  kind: SharedKind,
  { bucket, ...log }: LogQuestion & { bucket: number },
): Promise<Held[]> => selectBucket(db, ofLog(kind, log), bucket);

/** Returns the digest of the records of a city as the rows here show them: own records, or copies. */
export const digestOfRows = (db: DbOrTx, kind: SharedKind, city: string): Promise<Bucket[]> =>
  selectBuckets(db, kind.told(city));

/** Returns the records of one bucket of the same digest. */
export const bucketOfRows = (
  db: DbOrTx,
  kind: SharedKind,
  { city, bucket }: { city: string; bucket: number },
): Promise<Held[]> => selectBucket(db, kind.told(city), bucket);
