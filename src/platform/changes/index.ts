/**
 * The change feed. A writer inserts unnumbered outbox rows last in its transaction, under the record's row
 * lock. One sequencer per stream numbers committed rows, gapless and hash-chained. Each consumer follows with
 * its own cursor, which commits together with its effect. Nothing is lost, repeated or out of a record's
 * order.
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
