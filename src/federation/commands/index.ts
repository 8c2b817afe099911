/**
 * Commands that another city sends. The verb that own people call runs them, with a peer as its actor. Its id
 * and the digest of its body are stored with the result, so a repeat gets the same answer.
 */
export { peerActorFor, type Sender } from "./peer-actor.ts";
