/**
 * The change feed: writers put unnumbered rows into the outbox inside their transaction; one sequencer per stream
 * numbers committed rows, gapless and hash-chained; each consumer follows with its own cursor.
 */
export { type Emission, emit } from "./store.ts";
