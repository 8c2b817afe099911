// Not a static import: the edge bundle names no module of Node, and its runtime offers the same calls. They
// are synchronous: WebCrypto hands each short input to another thread, which takes ten times as long.
const { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } =
  process.getBuiltinModule("node:crypto");

/**
 * Encryption of personal data at rest with AES-256-GCM. An HMAC of the plain text (blind index) is stored
 * beside the ciphertext, for lookups.
 * HKDF derives every key from one secret of at least 32 bytes. Also runs in the edge build (Cloudflare
 * Workers).
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
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const CIPHER = "aes-256-gcm";
/** 32 bytes as base64url. The last character carries four bits, so it is one of sixteen. */
const MAC_TEXT = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

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

/** Decrypts IV, ciphertext and tag. Throws for a value that the key did not encrypt. */
function decrypt(key: Buffer, body: Uint8Array): string {
  const end = body.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(body.subarray(Math.max(end, IV_BYTES)));
  return Buffer.concat([decipher.update(body.subarray(IV_BYTES, end)), decipher.final()]).toString("utf8");
}

type Opener = { keyId: Buffer; key: Buffer };
const openers = new WeakMap<Vault, Opener>();

/** Decrypts a value without key id by the first key that opens it. */
function openByTrying(keys: Opener[], body: Uint8Array): string {
  for (const { key } of keys)
    try {
      return decrypt(key, body);
    } catch {
      // Another key may open it.
    }
  throw new UnknownKeyError();
}

/**
 * Creates the vault of a secret. `previous` are earlier secrets, newest first, whose values it still opens.
 */
export async function createVault(secret: string, ...previous: string[]): Promise<Vault> {
  const earlier = await Promise.all(previous.map((one) => createVault(one)));
  const derive = (info: string, size = KEY_BYTES) =>
    Buffer.from(hkdfSync("sha256", secret, "lianpin", info, size));
  const [aes, hmac, keyId] = [derive("seal"), derive("index"), derive("key id", ID_BYTES)];
  const macOf = (purpose: string, text: string) =>
    createHmac("sha256", hmac).update(`${purpose}\0${text}`).digest();
  const start = sealedStart({ keyId });
  const keys = [{ keyId, key: aes }, ...earlier.flatMap((one) => openers.get(one) ?? [])];
  const vault: Vault = {
    keyId,
    earlier,
    mac: async (purpose, text) => macOf(purpose, text),
    async verifies(purpose, text, given) {
      const mac = macOf(purpose, text);
      return given.length === mac.length && timingSafeEqual(given, mac);
    },
    index: async (plain) => macOf("blind-index", plain),
    seed: async (purpose) => derive(`seed ${purpose}`),
    async seal(plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, aes, iv);
      const text = [cipher.update(plain, "utf8"), cipher.final()];
      return Buffer.concat([start, iv, ...text, cipher.getAuthTag()]);
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
export const sha256 = async (text: string | Uint8Array): Promise<Buffer> =>
  createHash("sha256").update(text).digest();

/** Returns `size` random bytes as base64url. */
export const randomToken = (size = 32): string => randomBytes(size).toString("base64url");
