import { sha256 } from "../../platform/changes/index.ts";
import { ed25519Key } from "../../platform/keys/index.ts";

const PKCS8_X25519 = Buffer.from("302e020100300506032b656e04220420", "hex");
const SEED_BYTES = 32;

/** Use of a node key: signatures (Ed25519) or payloads for one receiver (X25519). */
export type KeyUse = "sign" | "encrypt";

/** A new key. `secret` has 32 bytes: the seed of an Ed25519 key, or the scalar of an X25519 key. */
export type MadeKey = { use: KeyUse; kid: string; publicKey: Buffer; secret: Buffer };

/** Returns the id of a node key: the first 8 hex digits of the SHA-256 of its 32 public bytes. */
export const kidOf = (publicKey: Uint8Array): string =>
  Buffer.from(sha256(publicKey)).toString("hex").slice(0, 8);

async function x25519Public(secret: Uint8Array): Promise<Buffer> {
  const pkcs8 = Uint8Array.from(Buffer.concat([PKCS8_X25519, secret]));
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, "X25519", true, ["deriveBits"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", key as CryptoKey);
  return Buffer.from(x, "base64url");
}

/** Makes a random node key. */
export async function makeKey(use: KeyUse): Promise<MadeKey> {
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(SEED_BYTES)));
  const publicKey = use === "sign" ? (await ed25519Key(secret)).publicKey : await x25519Public(secret);
  return { use, kid: kidOf(publicKey), publicKey, secret };
}
