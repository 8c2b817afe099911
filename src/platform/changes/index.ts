/**
 * The change feed. A stream holds the changes of one city and audience, for example `210900/public`.
 * A writer inserts unnumbered outbox rows last in its transaction, under the record's row lock. One sequencer
 * per stream numbers committed rows without gaps and chains their hashes.
 * Each consumer has its own cursor per stream, which commits together with the consumer's effect. No change
 * is lost or applied twice, and the changes of one record stay in order.
 */
export { type Consumer, defineConsumer, RetryLater, runConsumer } from "./consume.ts";
export { drain } from "./drain.ts";
export { canonical } from "./jcs.ts";
export { entryHash, genesisHash, payloadDigest, type Verdict, verifyChain } from "./rules.ts";
export type { Change, FeedEntry, FeedHead, Header } from "./schema.ts";
export { sequence } from "./sequence.ts";
export { placeCursors, rewindConsumer } from "./store/cursors.ts";
export { type FeedLag, feedHead, feedLag, readChanges } from "./store/feed.ts";
export { type Emission, emit, emitAll, emitAudited, traceOfRows, traceOfStep } from "./store/outbox.ts";
