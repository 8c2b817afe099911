/**
 * Commands that another city sends. The verb that own people call runs them, with a peer as its actor. Its id
 * and the digest of its body are stored with the result, so a repeat gets the same answer.
 * A command to another city is written in the transaction of the local act, and tried until it is answered or
 * expires.
 */
export { pauseAfter, stateAfter } from "./outgoing/rules.ts";
export { type Outcome, settleCommand } from "./outgoing/settle-command.ts";
export {
  type CommandStanding,
  commandsOf,
  type DueCommand,
  expireCommands,
  takeDue,
} from "./outgoing/store.ts";
export { type CommandToSend, writeCommand } from "./outgoing/write-command.ts";
export { peerActorFor, type Sender } from "./peer-actor.ts";
