import { sha256 } from "../../platform/changes/index.ts";
import { fromBase64, NoteError, type NoteSigner, type NoteVerifier } from "./note.ts";

/** Type of a timestamped cosignature in ids of keys, as C2SP's tlog-cosignature has it. */
const COSIGNATURE = 4;
const ID_BYTES = 4;
const TIME_BYTES = 8;
const LENGTH = ID_BYTES + TIME_BYTES + 64;

const idOf = ({ name, publicKey }: NoteVerifier) =>
  Buffer.from(sha256(`${name}\n`, Uint8Array.of(COSIGNATURE), publicKey)).subarray(0, ID_BYTES);

/** The text that a cosignature signs: the checkpoint's text under a time in seconds. */
const messageOf = (text: string, seconds: bigint) => `cosignature/v1\ntime ${seconds}\n${text}`;
const textOf = (note: string) => note.slice(0, note.lastIndexOf("\n\n") + 1);

/**
 * Returns a signed checkpoint with one more line: that its tree was the newest known at this time. Readers
 * who do not know the line ignore it.
 */
export async function cosign(note: string, signer: NoteSigner, at: Date): Promise<string> {
  const seconds = BigInt(Math.floor(at.getTime() / 1000));
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(seconds);
  const signature = await signer.sign(messageOf(textOf(note), seconds));
  return `${note}— ${signer.name} ${Buffer.concat([idOf(signer), time, signature]).toString("base64")}\n`;
}

/** A cosignature that verifies: the witness, its time, and its line with the newline. */
export type Cosignature = { name: string; at: Date; line: string };

async function verified(note: string, key: NoteVerifier, bytes: Buffer): Promise<Date> {
  if (bytes.length !== LENGTH) throw new NoteError("FORM");
  const seconds = bytes.readBigUInt64BE(ID_BYTES);
  const signature = Uint8Array.from(bytes.subarray(ID_BYTES + TIME_BYTES));
  const raw = Uint8Array.from(key.publicKey);
  const imported = await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  const message = new TextEncoder().encode(messageOf(textOf(note), seconds));
  if (!(await crypto.subtle.verify("Ed25519", imported, signature, message)))
    throw new NoteError("SIGNATURE");
  return new Date(Number(seconds) * 1000);
}

/**
 * Returns the cosignatures of a checkpoint by these keys, each key once. Lines of other keys are ignored.
 * Throws NoteError if one of a known key is malformed or wrong. Verify the checkpoint itself by
 * openCheckpoint.
 */
export async function cosignatures(note: string, known: readonly NoteVerifier[]): Promise<Cosignature[]> {
  const found = new Map<NoteVerifier, Cosignature>();
  for (const line of note.slice(note.lastIndexOf("\n\n") + 2).split("\n")) {
    const [, name = "", text = ""] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(fromBase64(text) ?? []);
    const key = known.find((one) => one.name === name && idOf(one).equals(bytes.subarray(0, ID_BYTES)));
    if (!key || found.has(key)) continue;
    found.set(key, { name, at: await verified(note, key, bytes), line: `${line}\n` });
  }
  return [...found.values()];
}

/** Returns the time of a cosignature by one of these keys, or null. Throws as cosignatures does. */
export const cosignedAt = async (note: string, known: readonly NoteVerifier[]): Promise<Date | null> =>
  (await cosignatures(note, known))[0]?.at ?? null;

/** Returns the text of a witness's verifier key: `name+<id as hex>+<base64 of algorithm and key>`. */
export function witnessText(key: NoteVerifier): string {
  const bytes = Buffer.concat([Uint8Array.of(COSIGNATURE), key.publicKey]);
  return `${key.name}+${idOf(key).toString("hex")}+${bytes.toString("base64")}`;
}

/** Reads a witness's verifier key. Throws NoteError unless it is an Ed25519 key with its own id. */
export function readWitness(text: string): NoteVerifier {
  const [name = "", id = "", ...rest] = text.split("+");
  const bytes = fromBase64(rest.join("+"));
  if (name === "" || bytes?.length !== 33 || bytes[0] !== COSIGNATURE) throw new NoteError("FORM");
  const key = { name, publicKey: bytes.slice(1) };
  if (idOf(key).toString("hex") !== id) throw new NoteError("FORM");
  return key;
}
