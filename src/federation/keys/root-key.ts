import {
  fromBase64,
  keyIdOf,
  NoteError,
  type NoteSigner,
  readVerifier,
  signingKey,
  verifierText,
} from "../notes/index.ts";

const PREFIX = "PRIVATE+KEY+";
const ED25519 = 1;
const SEED_BYTES = 32;

/** Returns the name of a city's root key: `fx.example.cn/fed/210900/root`. */
export const rootName = (origin: string, city: string): string => `${origin}/${city}/root`;

/**
 * Makes a root key under a name. `text` is the private key as Go's package `sumdb/note` writes it, on one
 * line. Keep it offline.
 */
export async function makeRootKey(name: string): Promise<{ text: string; signer: NoteSigner }> {
  const seed = Buffer.from(crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
  const signer = await signingKey(name, seed);
  const id = Buffer.from(keyIdOf(signer)).toString("hex");
  const key = Buffer.concat([Uint8Array.of(ED25519), seed]).toString("base64");
  return { text: `${PREFIX}${name}+${id}+${key}\n`, signer };
}

/** Reads the text of a private key that makeRootKey wrote. Throws NoteError for any other text. */
export async function readRootKey(text: string): Promise<NoteSigner> {
  const line = text.trim();
  const [name = "", id = "", ...rest] = line.slice(PREFIX.length).split("+");
  const bytes = fromBase64(rest.join("+"));
  if (!line.startsWith(PREFIX) || bytes?.length !== 1 + SEED_BYTES || bytes[0] !== ED25519)
    throw new NoteError("FORM");
  const signer = await signingKey(name, bytes.slice(1));
  if (Buffer.from(keyIdOf(signer)).toString("hex") !== id) throw new NoteError("FORM");
  return signer;
}

/** Returns true if two texts are the same verifier key. */
export const isSameKey = (signer: NoteSigner, text: string): boolean => verifierText(signer) === text;

/** Returns the city and the origin that the name of a root key has. Throws NoteError for another name. */
export function readRootName(verifier: string): { origin: string; city: string } {
  const { name } = readVerifier(verifier);
  const [, origin = "", city = ""] = /^(.+)\/(\d{6})\/root$/.exec(name) ?? [];
  if (!origin) throw new NoteError("FORM");
  return { origin, city };
}
