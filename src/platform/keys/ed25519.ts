// Not a static import: the edge bundle names no module of Node, and its runtime offers the same calls. They
// are synchronous: WebCrypto hands each short text to another thread, which costs more than the signature.
const { createPrivateKey, createPublicKey, sign, verify } = process.getBuiltinModule("node:crypto");
type KeyObject = ReturnType<typeof createPublicKey>;

const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");

/** A key that signs texts; `publicKey` has 32 bytes, a signature 64. */
type Ed25519Key = { publicKey: Buffer; sign(text: string): Promise<Uint8Array> };

/** Returns the Ed25519 key (RFC 8032) of a seed of 32 bytes. */
export async function ed25519Key(seed: Uint8Array): Promise<Ed25519Key> {
  const key = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, seed]),
    format: "der",
    type: "pkcs8",
  });
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return {
    publicKey: Buffer.from(x, "base64url"),
    sign: async (text) => new Uint8Array(sign(null, Buffer.from(text), key)),
  };
}

/** Public keys as the runtime has them, by their bytes. A node gets many requests of one peer. */
const imported = new Map<string, KeyObject>();
const IMPORTED_MAX = 1_000;

function importedKey(publicKey: Uint8Array): KeyObject {
  const x = Buffer.from(publicKey).toString("base64url");
  const known = imported.get(x);
  if (known) return known;
  if (imported.size >= IMPORTED_MAX) imported.clear();
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  imported.set(x, key);
  return key;
}

/** Returns true if the owner of a public key of 32 bytes signed the text. */
export const verifiesEd25519 = (publicKey: Uint8Array, text: string, signature: Uint8Array): boolean =>
  verify(null, Buffer.from(text), importedKey(publicKey), signature);
