import type { NoteSigner } from "./note.ts";

const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/** Returns the Ed25519 key (RFC 8032) of a seed of 32 bytes, under a name. */
export async function signingKey(name: string, seed: Uint8Array): Promise<NoteSigner> {
  const pkcs8 = Uint8Array.from(Buffer.concat([PKCS8_ED25519, seed]));
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", key);
  const sign = async (text: string) =>
    new Uint8Array(await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text)));
  return { name, publicKey: Buffer.from(x, "base64url"), sign };
}
