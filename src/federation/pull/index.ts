/**
 * Following other cities' logs. A page counts only if all of it is proved, and is applied in one transaction
 * with its cursor. One worker follows each peer node; a slow one delays no other.
 */
export { applyEntries } from "./apply-entries.ts";
export { applyPage, COPIES } from "./apply-page.ts";
export { askChanges, type PeerLog } from "./asking/ask.ts";
export type { ExchangeTools, Outcome } from "./asking/outcome.ts";
export { exchange } from "./exchange.ts";
export { followPeer, type PeerWorker } from "./follow-peer.ts";
export { followPeers, LOOK_MS } from "./follow-peers.ts";
export { PageFault } from "./reading/fault.ts";
export { PAGE_ENTRIES, readEntries, readKinds, readPage } from "./reading/page.ts";
export { replayQuarantine } from "./replay-quarantine.ts";
export { storesOf } from "./store/erased.ts";
export { openLeadership } from "./store/leadership.ts";
export { followedLogs, noteHint, type Peer, selectPeers, selectReaders } from "./store/logs.ts";
