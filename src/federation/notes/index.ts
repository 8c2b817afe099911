/**
 * Signed documents: notes (C2SP signed-note) and the checkpoints of logs (C2SP tlog-checkpoint). A text is
 * verified as it was sent; nothing is serialised again.
 */
export { type Checkpoint, openCheckpoint, signCheckpoint } from "./checkpoint.ts";
export {
  type Cosignature,
  cosign,
  cosignatures,
  cosignedAt,
  readWitness,
  witnessText,
} from "./cosignature.ts";
export {
  fromBase64,
  keyIdOf,
  NoteError,
  type NoteSigner,
  type NoteVerifier,
  type OpenNote,
  openNote,
  readVerifier,
  signNote,
  verifierText,
} from "./note.ts";
export { signingKey } from "./signing-key.ts";
