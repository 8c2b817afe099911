import { sha256 } from "../../platform/changes/index.ts";

/**
 * Signed notes as C2SP defines them: a text, an empty line, and lines of signatures that name their key. Ids
 * of keys and verifier keys are those of the standard, so any implementation of it reads our notes.
 */
const ED25519 = 1;
const ID_BYTES = 4;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Longest note that is read, and the highest number of its signatures. */
const NOTE_MAX = 1_000_000;
const SIGNATURES_MAX = 100;

const utf8 = new TextEncoder();

/** Public half of a key: name and 32 bytes. */
export type NoteVerifier = { name: string; publicKey: Uint8Array };
/** A key that signs notes. */
export type NoteSigner = NoteVerifier & { sign(text: string): Promise<Uint8Array> };
/** A note whose `verifiedBy` names the known keys that signed its text; never empty. */
export type OpenNote = { text: string; verifiedBy: readonly NoteVerifier[] };

/** Thrown for a note that is malformed, or that no known key signed. */
export class NoteError extends Error {
  readonly fault: "FORM" | "SIGNATURE" | "UNKNOWN_KEY";
  constructor(fault: NoteError["fault"]) {
    super(`note: ${fault}`);
    this.name = "NoteError";
    this.fault = fault;
  }
}

const isName = (name: string) => name !== "" && !/[\s+\p{Cc}]/u.test(name);

/** Returns the id of an Ed25519 key under a name: 4 bytes. */
export const keyIdOf = ({ name, publicKey }: NoteVerifier): Uint8Array =>
  sha256(`${name}\n`, Uint8Array.of(ED25519), publicKey).slice(0, ID_BYTES);

/** Returns the text of a verifier key: `name+<id as hex>+<base64 of algorithm and key>`. */
export function verifierText(verifier: NoteVerifier): string {
  const id = Buffer.from(keyIdOf(verifier)).toString("hex");
  const key = Buffer.concat([Uint8Array.of(ED25519), verifier.publicKey]).toString("base64");
  return `${verifier.name}+${id}+${key}`;
}

/**
 * Decodes base64. Returns null for text that is not canonical, because several texts would mean one value.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? Uint8Array.from(bytes) : null;
}

/** Reads a verifier key. Throws NoteError unless it is an Ed25519 key with its own id. */
export function readVerifier(text: string): NoteVerifier {
  const [name = "", id = "", ...rest] = text.split("+");
  const bytes = fromBase64(rest.join("+"));
  if (!isName(name) || bytes?.length !== 1 + KEY_BYTES || bytes[0] !== ED25519) throw new NoteError("FORM");
  const verifier = { name, publicKey: bytes.slice(1) };
  if (Buffer.from(keyIdOf(verifier)).toString("hex") !== id) throw new NoteError("FORM");
  return verifier;
}

/** Returns true for a text that a note can carry: ends in a line break, no other control characters. */
const isNoteText = (text: string) => text.endsWith("\n") && !/[^\P{Cc}\n]|\p{Surrogate}/u.test(text);

/**
 * Returns a note of the text with one signature of each signer. Throws NoteError for a text it cannot carry.
 */
export async function signNote(text: string, signers: readonly NoteSigner[]): Promise<string> {
  if (!isNoteText(text) || !signers.every(({ name }) => isName(name))) throw new NoteError("FORM");
  const lines = signers.map(async (signer) => {
    const signature = Buffer.concat([keyIdOf(signer), await signer.sign(text)]);
    return `— ${signer.name} ${signature.toString("base64")}\n`;
  });
  return `${text}\n${(await Promise.all(lines)).join("")}`;
}

type Line = { name: string; id: Uint8Array; signature: Uint8Array<ArrayBuffer> };

function readLine(line: string): Line {
  const [, name = "", text = ""] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = fromBase64(text);
  if (!isName(name) || !bytes || bytes.length <= ID_BYTES) throw new NoteError("FORM");
  return { name, id: bytes.slice(0, ID_BYTES), signature: bytes.slice(ID_BYTES) };
}

const verifies = async ({ publicKey }: NoteVerifier, signature: Uint8Array<ArrayBuffer>, text: string) => {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, signature, utf8.encode(text));
};

/**
 * Reads a note and verifies it. Signatures of unknown keys are ignored, so that a key in rotation is one more
 * line. Throws NoteError: FORM for a malformed note, SIGNATURE if a known key's signature is wrong,
 * UNKNOWN_KEY if no known key signed.
 */
export async function openNote(note: string, known: readonly NoteVerifier[]): Promise<OpenNote> {
  const split = note.lastIndexOf("\n\n");
  if (note.length > NOTE_MAX || split < 0 || !note.endsWith("\n")) throw new NoteError("FORM");
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split("\n");
  if (!isNoteText(text) || lines.length > SIGNATURES_MAX) throw new NoteError("FORM");
  const verifiedBy: NoteVerifier[] = [];
  for (const { name, id, signature } of lines.map(readLine)) {
    const key = known.find((one) => one.name === name && Buffer.compare(keyIdOf(one), id) === 0);
    if (!key || verifiedBy.includes(key)) continue;
    if (signature.length !== SIGNATURE_BYTES || !(await verifies(key, signature, text)))
      throw new NoteError("SIGNATURE");
    verifiedBy.push(key);
  }
  if (verifiedBy.length === 0) throw new NoteError("UNKNOWN_KEY");
  return { text, verifiedBy };
}
