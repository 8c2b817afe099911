/**
 * Commands between cities. One that another city sends runs the verb that own people call, with a peer as its
 * actor. Its id and the digest of its body are stored with the result, so a repeat gets the same answer.
 * Commands of ours are tried until the other city answers or they expire. Receipts for what was erased are
 * tried without end.
 */
export { peerActorFor } from "./peer-actor.ts";
export { privateKinds } from "./private-kinds.ts";
export { erasureGauges } from "./receipts/gauges.ts";
export { erasureNotices } from "./receipts/notices.ts";
export { raiseLateErasures } from "./receipts/raise-late.ts";
export { receiptRoutes } from "./receipts/routes.ts";
export { createReceiptSender } from "./receipts/send-receipts.ts";
export { raiseLateTask } from "./receipts/tasks.ts";
export { endNeeds } from "./receiving/await-needs.ts";
export { commandRoutes } from "./receiving/routes.ts";
export { sealAgain } from "./sealing/seal-again.ts";
export type { SenderOptions } from "./send-due.ts";
export { createSender } from "./sending/send-commands.ts";
