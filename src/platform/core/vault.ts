/**
 * Encryption of personal data at rest with AES-256-GCM. An HMAC of the plain text (blind index) is stored
 * beside the ciphertext, for lookups.
 * HKDF derives every key from one secret of at least 32 bytes. Uses WebCrypto only, so it also runs in the
 * edge build (Cloudflare Workers).
 */
export type Vault = {
  /** Encrypts a text. Returns 1 byte version, 12 bytes IV, ciphertext and tag. */
  seal(plain: string): Promise<Buffer>;
  open(sealed: Uint8Array): Promise<string>;
  /** Returns the blind index of a text: 32 bytes, equal for equal texts. */
  index(plain: string): Promise<Buffer>;
  /** Returns an HMAC of a short-lived secret (code, form token) for one purpose. */
  mac(purpose: string, text: string): Promise<Buffer>;
  /**
   * Returns 32 bytes from which to derive a key for this purpose, equal in every process with the same
   * secret.
   */
  seed(purpose: string): Promise<Buffer>;
};

const VERSION = 1;
const bytes = (text: string) => new TextEncoder().encode(text);

export async function createVault(secret: string): Promise<Vault> {
  const root = await crypto.subtle.importKey("raw", bytes(secret), "HKDF", false, [
    "deriveKey",
    "deriveBits",
  ]);
  const params = (info: string) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt: bytes("lianpin"),
    info: bytes(info),
  });
  const derive = (info: string, key: AesKeyGenParams | HmacKeyGenParams, usages: KeyUsage[]) =>
    crypto.subtle.deriveKey(params(info), root, key, false, usages);
  const aes = await derive("seal", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);
  const hmac = await derive("index", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
  const mac = async (purpose: string, text: string) =>
    Buffer.from(await crypto.subtle.sign("HMAC", hmac, bytes(`${purpose}\0${text}`)));
  return {
    mac,
    index: (plain) => mac("blind-index", plain),
    seed: async (purpose) =>
      Buffer.from(await crypto.subtle.deriveBits(params(`seed ${purpose}`), root, 256)),
    async seal(plain) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, bytes(plain));
      return Buffer.concat([Uint8Array.of(VERSION), iv, new Uint8Array(sealed)]);
    },
    async open(sealed) {
      if (sealed[0] !== VERSION) throw new Error("sealed with an unknown key");
      const iv = Uint8Array.from(sealed.subarray(1, 13));
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv },
        aes,
        Uint8Array.from(sealed.subarray(13)),
      );
      return new TextDecoder().decode(plain);
    },
  };
}

/** Returns the SHA-256 of a text or of bytes. Bearer tokens are stored in this form. */
export async function sha256(text: string | Uint8Array): Promise<Buffer> {
  const data = typeof text === "string" ? bytes(text) : Uint8Array.from(text);
  return Buffer.from(await crypto.subtle.digest("SHA-256", data));
}

/** Returns `size` random bytes as base64url. */
export function randomToken(size = 32): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(size))).toString("base64url");
}
