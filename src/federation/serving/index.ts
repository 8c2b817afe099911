/**
 * The logs of this node's cities over HTTP: tiles as C2SP's tlog-tiles has them, and pages of changes.
 * Headers are open to all readers of a log. A payload is sent only if a clause in force gives it.
 */
export { askedOf, readJson } from "./asked.ts";
export {
  checkProof,
  type LogVerdict,
  ProofError,
  proveRecord,
  readBundle,
  tilePath,
  verifyNode,
} from "./outside/index.ts";
export { fetchTextBy, peerOf, type Reader, readerOf } from "./reader.ts";
export { openRestored, restoredHealth, settleRestored } from "./restored/settle-restored.ts";
export { markRestored, selectRestored } from "./restored/store.ts";
export { FED_PATH, servingRoutes } from "./routes.ts";
export { createOffers, createTeller } from "./telling/index.ts";
export { growth } from "./waiters.ts";
