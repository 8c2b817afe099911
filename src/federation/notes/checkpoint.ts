import { fromBase64, NoteError, type NoteSigner, type NoteVerifier, openNote, signNote } from "./note.ts";

const HASH_BYTES = 32;

/** State of a log, as C2SP's tlog-checkpoint writes it: origin, size and root, each on a line. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array };

/** Returns the signed checkpoint of a log. The signers' names are the log's origin. */
export const signCheckpoint = (
  { origin, size, root }: Checkpoint,
  signers: readonly NoteSigner[],
): Promise<string> => signNote(`${origin}\n${size}\n${Buffer.from(root).toString("base64")}\n`, signers);

/**
 * Reads and verifies a checkpoint. Throws NoteError as openNote does, also for another origin and for a size
 * or root that is not written as the standard says. Further lines are extensions and are ignored.
 */
export async function openCheckpoint(
  note: string,
  origin: string,
  known: readonly NoteVerifier[],
): Promise<Checkpoint> {
  const { text } = await openNote(note, known);
  const [named, sizeText = "", rootText = ""] = text.split("\n");
  const root = fromBase64(rootText);
  const size = Number(sizeText);
  if (named !== origin || !/^(0|[1-9]\d*)$/.test(sizeText) || !Number.isSafeInteger(size))
    throw new NoteError("FORM");
  if (root?.length !== HASH_BYTES) throw new NoteError("FORM");
  return { origin, size, root };
}
