import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, importJWK } from "jose";
import type { DbOrTx } from "../../../db/client.ts";
import { type SealingKey, selectEncryptionKey } from "./store.ts";

/** Key agreement and content encryption (RFC 7516, RFC 8037). Nothing else is written or read. */
const ALGORITHM = "ECDH-ES";
const ENCRYPTION = "A256GCM";
const MEMBERS = ["alg", "enc", "epk", "kid"].join();
/** Longest sealed text that is opened, in characters. */
const LENGTH_MAX = 200_000;

const jwkOf = (publicKey: Uint8Array) => ({
  kty: "OKP",
  crv: "X25519",
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

/** Returns a value as a compact JWE that only the owner of the key can open. */
export async function sealTo({ kid, publicKey }: SealingKey, value: unknown): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
    .setProtectedHeader({ alg: ALGORITHM, enc: ENCRYPTION, kid })
    .encrypt(await importJWK(jwkOf(publicKey), ALGORITHM));
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
