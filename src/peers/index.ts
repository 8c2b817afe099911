/**
 * What acts of this node send to cities of other nodes: commands, and records that only one city can read.
 * Both are written in the transaction of the local act. A command carries nobody's data: people travel in
 * sealed records alone.
 */
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
  takeDue,
} from "./outgoing/store.ts";
export { type CommandToSend, type Need, type Sender, writeCommand } from "./outgoing/write-command.ts";
export { emitSealed, type SealedRecord } from "./sealing/emit-sealed.ts";
export { isSealable, openSealed, seal } from "./sealing/seal.ts";
export { sendersTo, type Terms, termsOf } from "./store.ts";
