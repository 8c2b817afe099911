/**
 * What acts of this node send to cities of other nodes: commands, and records that only one city can read.
 * Both are written in the transaction of the local act. A command carries nobody's data: people travel in
 * sealed records alone. A ledger names who received what, and who confirmed that it is gone.
 */
export { listErasures } from "./ledger/list-erasures.ts";
export type { Erasure, ErasureCounts, Erasures } from "./ledger/schema.ts";
export {
  followClauses,
  type OpenErasures,
  type Receipt,
  raiseLate,
  selectOpen,
  selectOpenAt,
  writeReceipt,
} from "./ledger/store/ledger.ts";
export { pauseAfter, stateAfter } from "./outgoing/rules.ts";
export { type Outcome, settleCommand } from "./outgoing/settle-command.ts";
export {
  type CommandFigures,
  type CommandRow,
  type CommandStanding,
  commandFigures,
  commandsOf,
  type DueCommand,
  type ExpiredCommand,
  expireCommands,
  selectCommands,
  settleAsTold,
  takeDue,
  writeRan,
} from "./outgoing/store.ts";
export {
  type CommandToSend,
  commandPart,
  type Need,
  type Sender,
  writeCommand,
} from "./outgoing/write-command.ts";
export { emitSealed, type SealedRecord, sealedParts } from "./sealing/emit-sealed.ts";
export { isSealable, openSealed, seal } from "./sealing/seal.ts";
export type { SealingKey } from "./sealing/store.ts";
export type { SealedBefore, TellAgain } from "./sealing/tell-again.ts";
export {
  isServed,
  type SealedTerms,
  sealedTermsOf,
  sealedTermsQuery,
  sendersTo,
  servedCity,
  type Terms,
  type TermsRow,
  termsOf,
  termsOfRow,
} from "./store.ts";
