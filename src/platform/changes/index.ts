/**
 * The change feed. A stream holds the changes of one city and audience, such as `210900/public`. Its log is
 * one epoch of it. A writer inserts unnumbered outbox rows last in its transaction, under the record's row
 * lock. One sequencer per stream numbers committed rows without gaps and appends them to the log. A log is a
 * Merkle tree (RFC 6962) with headers as its leaves. The texts that were hashed are kept as they are. Each
 * consumer has its own cursor per stream, which commits together with the consumer's effect. No change is
 * lost or applied twice, and the changes of one record stay in order.
 */
export { type Consumer, defineConsumer, RetryLater, runConsumer } from "./consume.ts";
export { drain } from "./drain.ts";
export { sha256 } from "./hash.ts";
export { COPIES_NOTED, recordsOf } from "./noted-copies.ts";
export { openEpoch } from "./open-epoch.ts";
export { consistencyProof, inclusionProof, type RangeHash, rootOfInclusion } from "./proofs.ts";
export { deleteOrEmpty } from "./purge.ts";
export { logName, payloadDigest, type Verdict, verifyEntries } from "./rules.ts";
export type { Change, Header, LogEntry, Position } from "./schema.ts";
export { sequence } from "./sequence.ts";
export {
  type Copy,
  defineSharedKind,
  PRIVATE,
  PRIVATE_OWN,
  putEach,
  type Reading,
  type SharedKind,
  type Unread,
} from "./shared-kind.ts";
export {
  appendCopies,
  beginEpoch,
  completeState,
  emptyCopies,
  erasedAmong,
  erasePayloads,
  insertCopies,
  releaseFromQuarantine,
  rewindBefore,
  selectQuarantined,
  untoldAmong,
} from "./store/copies.ts";
export { attempt, placeCursors, putInQuarantine, rewindConsumer } from "./store/cursors.ts";
export { eraseRecord } from "./store/erase.ts";
export { citiesWithChanges, type FeedLag, feedLag, logHead, newestRevs, readEntries } from "./store/feed.ts";
export type { Held, HeldQuery } from "./store/held.ts";
export { lockHead } from "./store/log.ts";
export {
  type Audience,
  type Emission,
  emissionFrom,
  emit,
  emitAll,
  emitAudited,
  traceOfRows,
  traceOfStep,
} from "./store/outbox.ts";
export { forgetSuperseded } from "./store/superseded.ts";
export { frontierAt, type LogRef, rangeHash, readHashes, readHeaders, TILE_WIDTH } from "./store/tiles.ts";
export {
  append,
  EMPTY,
  type Frontier,
  leafHash,
  nodeHash,
  readFrontier,
  rootOf,
  type TileHash,
} from "./tree.ts";
