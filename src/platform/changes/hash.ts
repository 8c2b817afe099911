// Not a static import: the edge bundle names no module of Node, and its runtime offers the same call.
const { createHash } = process.getBuiltinModule("node:crypto");

/**
 * Returns SHA-256 over the parts in order, 32 bytes. Texts count as UTF-8. Synchronous: one awaited WebCrypto
 * digest after the other takes ten times as long.
 */
export const sha256 = (...parts: (Uint8Array | string)[]): Uint8Array => hashOf(parts).digest();

/** Returns the same digest as base64. */
export const sha256Base64 = (...parts: (Uint8Array | string)[]): string => hashOf(parts).digest("base64");

function hashOf(parts: (Uint8Array | string)[]) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash;
}
