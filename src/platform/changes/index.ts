/**
 * The change feed: writers put unnumbered rows into the outbox, last in their transaction and under the record's row
 * lock; one sequencer per stream numbers committed rows, gapless and hash-chained; each consumer follows with a cursor
 * of its own that commits together with its effect. Nothing is lost, doubled or out of a record's order.
 */
export { type Consumer, defineConsumer, RetryLater, runConsumer } from "./consume.ts";
export { drain } from "./drain.ts";
export { canonical } from "./jcs.ts";
export { entryHash, genesisHash, payloadDigest, type Verdict, verifyChain } from "./rules.ts";
export type { Change, Entry, Head, Header } from "./schema.ts";
export { sequence } from "./sequence.ts";
export { rewindConsumer } from "./store/cursors.ts";
export { type FeedLag, feedHead, feedLag, readChanges } from "./store/feed.ts";
export { type Emission, emit, emitAll, emitAudited } from "./store/outbox.ts";
