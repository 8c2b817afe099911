/**
 * What cities on different nodes tell each other, and how each proves it. Documents are signed notes, and a
 * text is verified as it was sent.
 */
export { SHARED_KINDS } from "./kinds.ts";
export {
  type Checkpoint,
  keyIdOf,
  NoteError,
  type NoteSigner,
  type NoteVerifier,
  type OpenNote,
  openCheckpoint,
  openNote,
  readVerifier,
  signCheckpoint,
  signingKey,
  signNote,
  verifierText,
} from "./notes/index.ts";
