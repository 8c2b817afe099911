import { z } from "zod";
import type { DbOrTx } from "../../../db/client.ts";
import { logName } from "../../platform/changes/index.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { bucketOfLog, digestOfLog, type LogQuestion } from "../digest/index.ts";
import { SHARED_KINDS } from "../kinds.ts";
import type { ServedLog } from "./store.ts";

/** What a reader asks for: the digest of a kind, or the records of one bucket of it. */
export const DigestQuery = z.object({
  kind: z.string().max(40),
  bucket: z.coerce.number().int().min(0).max(255).optional(),
  /** Size of the log that counts; default the present one. */
  size: z.coerce.number().int().min(0).optional(),
  /** Time by which records count that end; default the beginning of this minute. */
  at: z.iso.datetime().optional(),
});
export type DigestQuery = z.infer<typeof DigestQuery>;

const KEPT_MAX = 50;
const kept = new WeakMap<DbOrTx, Map<string, Promise<string>>>();

/** Answers a question that was asked before from memory: a digest reads the whole log. */
function once(db: DbOrTx, key: string, work: () => Promise<string>): Promise<string> {
  const own = kept.get(db) ?? new Map<string, Promise<string>>();
  kept.set(db, own);
  const known = own.get(key);
  if (known) return known;
  const answer = work();
  own.set(key, answer);
  answer.catch(() => own.delete(key));
  for (const oldest of own.keys()) {
    if (own.size <= KEPT_MAX) break;
    own.delete(oldest);
  }
  return answer;
}

/**
 * Returns the digest of the records of a kind that a log tells, or the records of one bucket, as JSON. It
 * follows from the headers, so each reader of the log can compute it. Throws LOG_AHEAD, INVALID_INPUT.
 */
export async function readDigest(db: DbOrTx, log: ServedLog, query: DigestQuery): Promise<string> {
  const kind = SHARED_KINDS.find((one) => one.kind === query.kind);
  if (!kind) throw invalid("kind", "UNKNOWN");
  const { stream, epoch, frontier } = log;
  const { bucket, size = frontier.size } = query;
  if (size > frontier.size) throw new AppError("LOG_AHEAD", { facts: { size: frontier.size } });
  const asOf = query.at ? new Date(query.at) : await databaseNow(db);
  if (!query.at) asOf.setUTCSeconds(0, 0);
  const question: LogQuestion = { stream, epoch, size, asOf };
  const about = { log: logName(stream, epoch), size, at: asOf.toISOString(), kind: kind.kind };
  return once(db, JSON.stringify([about, bucket]), async () =>
    JSON.stringify(
      bucket === undefined
        ? { ...about, buckets: await digestOfLog(db, kind, question) }
        : { ...about, bucket, records: await bucketOfLog(db, kind, { ...question, bucket }) },
    ),
  );
}
