/**
 * Encryption of personal data at rest with AES-256-GCM. An HMAC of the plain text (blind index) is stored
 * beside the ciphertext, for lookups.
 * HKDF derives every key from one secret of at least 32 bytes. Uses WebCrypto only, so it also runs in the
 * edge build (Cloudflare Workers).
 */
export type Vault = {
  /** Public id of the key: 8 bytes. */
  keyId: Buffer;
  /** Vaults of earlier secrets. They open and find values that are not sealed again yet. */
  earlier: readonly Vault[];
  /** Encrypts a text. Returns 1 byte version, 8 bytes key id, 12 bytes IV, ciphertext and tag. */
  seal(plain: string): Promise<Buffer>;
  /** Decrypts a text that this or an earlier key sealed. Throws UnknownKeyError for another key. */
  open(sealed: Uint8Array): Promise<string>;
  /** Returns the blind index of a text: 32 bytes, equal for equal texts. */
  index(plain: string): Promise<Buffer>;
  /** Returns an HMAC of a short-lived secret (code, form token) for one purpose. */
  mac(purpose: string, text: string): Promise<Buffer>;
  /** Returns true if `mac` is this key's HMAC of the text. Takes equally long for every wrong HMAC. */
  verifies(purpose: string, text: string, mac: Uint8Array): Promise<boolean>;
  /**
   * Returns 32 bytes from which to derive a key for this purpose, equal in every process with the same
   * secret.
   */
  seed(purpose: string): Promise<Buffer>;
};

/** Thrown for a value that neither this nor an earlier key sealed. */
export class UnknownKeyError extends Error {
  constructor() {
    super("sealed with an unknown key");
    this.name = "UnknownKeyError";
  }
}

/** Version of values without a key id, from releases before keys could be changed. */
const WITHOUT_ID = 1;
const VERSION = 2;
const ID_BYTES = 8;
const IV_BYTES = 12;
/** 32 bytes as base64url. The last character carries four bits, so it is one of sixteen. */
const MAC_TEXT = /^[\w-]{42}[AEIMQUYcgkosw048]$/;
const bytes = (text: string) => new TextEncoder().encode(text);

/**
 * Returns the first bytes of values that a key seals now. Values that start otherwise belong to an earlier
 * key or release.
 */
export const sealedStart = ({ keyId }: Pick<Vault, "keyId">): Buffer =>
  Buffer.concat([Uint8Array.of(VERSION), keyId]);

/** Returns the blind indexes of a text by this key and by the earlier ones, this key's first. */
export const allIndexes = (vault: Vault, plain: string): Promise<Buffer[]> =>
  Promise.all([vault, ...vault.earlier].map((one) => one.index(plain)));

/** Returns the HMACs of a text by this key and by the earlier ones, this key's first. */
export const allMacs = (vault: Vault, purpose: string, text: string): Promise<Buffer[]> =>
  Promise.all([vault, ...vault.earlier].map((one) => one.mac(purpose, text)));

/** Returns true if `sent` is, as base64url, the HMAC of a text by this key or by an earlier one. */
export async function carriesMac(
  vault: Vault,
  purpose: string,
  text: string,
  sent: string,
): Promise<boolean> {
  if (!MAC_TEXT.test(sent)) return false;
  const mac = Buffer.from(sent, "base64url");
  const fits = await Promise.all([vault, ...vault.earlier].map((one) => one.verifies(purpose, text, mac)));
  return fits.includes(true);
}

async function decrypt(key: CryptoKey, body: Uint8Array): Promise<string> {
  const iv = Uint8Array.from(body.subarray(0, IV_BYTES));
  const text = Uint8Array.from(body.subarray(IV_BYTES));
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, text));
}

type Opener = { keyId: Buffer; key: CryptoKey };
const openers = new WeakMap<Vault, Opener>();

/** Decrypts a value without key id by the first key that opens it. */
async function openByTrying(keys: Opener[], body: Uint8Array): Promise<string> {
  for (const { key } of keys) {
    const plain = await decrypt(key, body).catch(() => null);
    if (plain !== null) return plain;
  }
  throw new UnknownKeyError();
}

/**
 * Creates the vault of a secret. `previous` are earlier secrets, newest first, whose values it still opens.
 */
export async function createVault(secret: string, ...previous: string[]): Promise<Vault> {
  const earlier = await Promise.all(previous.map((one) => createVault(one)));
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
  const bits = async (info: string, n: number) =>
    Buffer.from(await crypto.subtle.deriveBits(params(info), root, n));
  const aes = await derive("seal", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);
  const hmac = await derive("index", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign", "verify"]);
  const keyId = await bits("key id", ID_BYTES * 8);
  const macked = (purpose: string, text: string) => bytes(`${purpose}\0${text}`);
  const mac = async (purpose: string, text: string) =>
    Buffer.from(await crypto.subtle.sign("HMAC", hmac, macked(purpose, text)));
  const start = sealedStart({ keyId });
  const keys = [{ keyId, key: aes }, ...earlier.flatMap((one) => openers.get(one) ?? [])];
  const vault: Vault = {
    keyId,
    earlier,
    mac,
    // WebCrypto compares in constant time, also on Cloudflare Workers.
    verifies: (purpose, text, given) =>
      crypto.subtle.verify("HMAC", hmac, Uint8Array.from(given), macked(purpose, text)),
    index: (plain) => mac("blind-index", plain),
    seed: (purpose) => bits(`seed ${purpose}`, 256),
    async seal(plain) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, bytes(plain));
      return Buffer.concat([start, iv, new Uint8Array(sealed)]);
    },
    async open(sealed) {
      if (sealed[0] === WITHOUT_ID) return openByTrying(keys, sealed.subarray(1));
      const id = Buffer.from(sealed.subarray(1, 1 + ID_BYTES));
      const own = sealed[0] === VERSION ? keys.find((one) => one.keyId.equals(id)) : undefined;
      if (!own) throw new UnknownKeyError();
      return decrypt(own.key, sealed.subarray(1 + ID_BYTES));
    },
  };
  openers.set(vault, { keyId, key: aes });
  return vault;
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
