/**
 * Following other cities' logs. A page counts only if all of it is proved, and is applied in one transaction
 * with its cursor. One worker follows each peer node; a slow one delays no other.
 */
export { applyPage, COPIES } from "./apply-page.ts";
export { type ExchangeTools, exchange, type Outcome } from "./exchange.ts";
export { followPeer, type PeerWorker } from "./follow-peer.ts";
export { followPeers, LOOK_MS } from "./follow-peers.ts";
export { PageFault } from "./reading/fault.ts";
export { readPage } from "./reading/page.ts";
export { replayQuarantine } from "./replay-quarantine.ts";
export { followedLogs, noteHint } from "./store/logs.ts";
