import { parseDictionary, serializeDictionary } from "structured-headers";
import { sha256 } from "../../platform/changes/index.ts";

/** Returns the Content-Digest of a body (RFC 9530), with SHA-256. */
export const contentDigest = (body: Uint8Array | string): string =>
  serializeDictionary(new Map([["sha-256", [Uint8Array.from(sha256(body)), new Map()]]]));

/** Returns true if a Content-Digest has the SHA-256 of the body as it arrived. */
export function hasDigest(header: string, body: Uint8Array): boolean {
  try {
    const [value] = parseDictionary(header).get("sha-256") ?? [];
    if (!(value instanceof ArrayBuffer)) return false;
    return Buffer.compare(new Uint8Array(value), sha256(body)) === 0;
  } catch {
    return false;
  }
}
