import { promisify } from "node:util";
import { gzipSync, gzip as startGzip } from "node:zlib";

/** Up to this size, the work takes less than a millisecond, and a second thread would only add to it. */
const INLINE_BYTES = 64 * 1024;
const inThread = promisify(startGzip);

/** Compresses on Node: a small body at once, a large one in another thread. */
export const gzip = async (bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
  bytes.length <= INLINE_BYTES ? gzipSync(bytes) : inThread(bytes);
