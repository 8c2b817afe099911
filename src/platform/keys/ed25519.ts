const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/** A key that signs texts; `publicKey` has 32 bytes, a signature 64. */
type Ed25519Key = { publicKey: Buffer; sign(text: string): Promise<Uint8Array> };

/** Returns the Ed25519 key (RFC 8032) of a seed of 32 bytes. */
export async function ed25519Key(seed: Uint8Array): Promise<Ed25519Key> {
  const pkcs8 = Uint8Array.from(Buffer.concat([PKCS8_ED25519, seed]));
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", key);
  const sign = async (text: string) =>
    new Uint8Array(await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text)));
  return { publicKey: Buffer.from(x, "base64url"), sign };
}
