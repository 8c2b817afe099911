import { compactDecrypt, decodeProtectedHeader, importJWK } from "jose";
import type { DbOrTx } from "../../../db/client.ts";
import { type SealingKey, selectEncryptionKey } from "./store.ts";

// Not a static import: the edge bundle names no module of Node, and its runtime offers the same calls. They
// are synchronous: WebCrypto hands each short step to another thread.
const { createCipheriv, createHash, randomBytes } = process.getBuiltinModule("node:crypto");

/** Key agreement and content encryption (RFC 7516, RFC 8037). Nothing else is written or read. */
const ALGORITHM = "ECDH-ES";
const ENCRYPTION = "A256GCM";
const CURVE = "X25519";
const KEY_BITS = 256;
const IV_BYTES = 12;
const MEMBERS = ["alg", "enc", "epk", "kid"].join();
/** Longest sealed text that is opened, in characters. */
const LENGTH_MAX = 200_000;

const jwkOf = (publicKey: Uint8Array) => ({
  kty: "OKP",
  crv: CURVE,
  x: Buffer.from(publicKey).toString("base64url"),
});

/** Returns true if this node knows a key with which it can seal for the city. */
export const isSealable = async (db: DbOrTx, city: string): Promise<boolean> =>
  (await selectEncryptionKey(db, city)) !== null;

/**
 * Returns a value as a compact JWE that only the city can open. Throws if the directory of its node names no
 * key for this.
 */
export async function seal(db: DbOrTx, city: string, value: unknown): Promise<string> {
  const key = await selectEncryptionKey(db, city);
  if (!key) throw new Error(`no encryption key of city ${city} is known`);
  return sealTo(key, value);
}

const text64 = (part: Uint8Array | string) => Buffer.from(part).toString("base64url");

/** A length or a count as RFC 7518 writes it: four bytes, the highest first. */
function fourBytes(count: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(count);
  return bytes;
}

/**
 * Derives the key of the content from the agreed secret: the Concat KDF of RFC 7518, 4.6.2, without names of
 * the parties. One round of SHA-256 gives all 256 bits.
 */
function contentKey(secret: Uint8Array): Buffer {
  const purpose = [fourBytes(ENCRYPTION.length), Buffer.from(ENCRYPTION), fourBytes(0), fourBytes(0)];
  const hash = createHash("sha256").update(fourBytes(1)).update(secret);
  return hash.update(Buffer.concat([...purpose, fourBytes(KEY_BITS)])).digest();
}

/** Agrees on a secret with the owner of a key, by a fresh key pair. The runtime of the edge has only this. */
async function agreeWith(publicKey: Uint8Array): Promise<{ secret: Uint8Array; x: string }> {
  const { subtle } = crypto;
  const receiver = await subtle.importKey("raw", Uint8Array.from(publicKey), CURVE, false, []);
  const own = (await subtle.generateKey(CURVE, false, ["deriveBits"])) as CryptoKeyPair;
  const bits = await subtle.deriveBits({ name: CURVE, public: receiver }, own.privateKey, KEY_BITS);
  const x = text64(new Uint8Array(await subtle.exportKey("raw", own.publicKey)));
  return { secret: new Uint8Array(bits), x };
}

/** Returns a value as a compact JWE that only the owner of the key can open. */
export async function sealTo({ kid, publicKey }: SealingKey, value: unknown): Promise<string> {
  const { secret, x } = await agreeWith(publicKey);
  const epk = { kty: "OKP", crv: CURVE, x };
  const head = text64(JSON.stringify({ alg: ALGORITHM, enc: ENCRYPTION, kid, epk }));
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", contentKey(secret), iv).setAAD(Buffer.from(head));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()]);
  // A key that is agreed on directly is not encrypted, so its part is empty.
  return [head, "", text64(iv), text64(sealed), text64(cipher.getAuthTag())].join(".");
}

/** An X25519 key pair, each half 32 bytes. */
export type OpeningKey = { publicKey: Uint8Array; secret: Uint8Array };

/**
 * Opens a compact JWE. `findKey` returns the pair of a key id, or null. Throws an error whose message names
 * no content: for another form or algorithm, an unknown key, or a text that was changed.
 */
export async function openSealed(
  jwe: string,
  findKey: (kid: string) => Promise<OpeningKey | null>,
): Promise<unknown> {
  try {
    if (jwe.length > LENGTH_MAX) throw new Error("too long");
    const header = decodeProtectedHeader(jwe);
    if (Object.keys(header).sort().join() !== MEMBERS || typeof header.kid !== "string")
      throw new Error("form");
    const key = await findKey(header.kid);
    if (!key) throw new Error("unknown key");
    const d = Buffer.from(key.secret).toString("base64url");
    const own = await importJWK({ ...jwkOf(key.publicKey), d }, ALGORITHM);
    const { plaintext } = await compactDecrypt(jwe, own, {
      keyManagementAlgorithms: [ALGORITHM],
      contentEncryptionAlgorithms: [ENCRYPTION],
    });
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plaintext));
  } catch {
    throw new Error("a sealed record cannot be opened");
  }
}
