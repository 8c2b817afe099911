import { ImportFileError } from "./errors.ts";
import type { Encoding } from "./types.ts";

const BROKEN = /\uFFFD/g;
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/**
 * Detects the encoding from a file's first bytes. Checks for a byte order mark, then for UTF-16, then for
 * valid UTF-8, then for GB18030 that decodes to common Chinese characters. Tolerates a few broken bytes.
 * A character cut off at the end of `head` is ignored unless `whole`. Throws IMPORT_ENCODING_UNKNOWN, or
 * IMPORT_NOT_A_TABLE for NUL bytes outside UTF-16.
 */
export function detectEncoding(head: Uint8Array, whole = false): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const wide = utf16ByNuls(head);
  if (wide) return wide;
  if (readsAsUtf8(head, whole)) return "utf-8";
  if (readsAsChinese(head)) return "gb18030";
  throw new ImportFileError("IMPORT_ENCODING_UNKNOWN", "The text is neither UTF-8, UTF-16 nor GB18030");
}

/**
 * Returns UTF-16 if all NUL bytes are at even, or all at odd offsets, as in ASCII characters of UTF-16.
 * Returns null without NUL bytes.
 */
function utf16ByNuls(head: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2) odd++;
    else even++;
  }
  if (even + odd === 0) return null;
  const pairs = head.length / 2;
  if (even === 0 && odd / pairs > 0.05) return "utf-16le";
  if (odd === 0 && even / pairs > 0.05) return "utf-16be";
  throw new ImportFileError("IMPORT_NOT_A_TABLE", "The file holds NUL bytes", { kind: "binary" });
}

function readsAsUtf8(head: Uint8Array, whole: boolean): boolean {
  const text = new TextDecoder("utf-8").decode(head, { stream: !whole });
  const foreign = count(text, /[^\0-\x7f]/g);
  if (foreign === 0) return true;
  // A U+FFFD that the file itself contains (bytes EF BF BD) is not a decoding error.
  let own = 0;
  for (let i = 0; i + 2 < head.length; i++) {
    if (head[i] === 0xef && head[i + 1] === 0xbf && head[i + 2] === 0xbd) own++;
  }
  const bad = count(text, BROKEN) - own;
  return bad <= 0 || bad / foreign < 0.1;
}

/**
 * Returns true if the bytes are GB18030 text. Nearly any bytes are valid GB18030, so most characters must be
 * of GB 2312 level 1, which covers 99 % of running text.
 */
function readsAsChinese(head: Uint8Array): boolean {
  let level1 = 0;
  let other = 0;
  let bad = 0;
  for (let i = 0; i + 1 < head.length; ) {
    const lead = head[i] ?? 0;
    const trail = head[i + 1] ?? 0;
    if (lead < 0x80) {
      i += 1;
      continue;
    }
    if (lead === 0x80 || lead === 0xff) bad++;
    else if (trail >= 0x30 && trail <= 0x39) i += 2;
    else if (trail < 0x40 || trail === 0x7f || trail === 0xff) bad++;
    else if (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) level1++;
    else if (lead < 0xa1 || lead > 0xa3) other++;
    i += lead === 0x80 || lead === 0xff || trail < 0x30 ? 1 : 2;
  }
  const letters = level1 + other;
  return letters > 0 && level1 / letters > 0.7 && bad / (letters + bad) < 0.05;
}

/**
 * Decodes chunks of bytes. Broken bytes and NUL become U+FFFD, because PostgreSQL text cannot contain NUL.
 * A detected "utf-8" is only a guess while all bytes are ASCII. The encoding is detected again from the first
 * other byte on, and passed to `onSettled`.
 */
export async function* decodeChunks(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  onSettled: (encoding: Encoding) => void = () => undefined,
): AsyncGenerator<string> {
  let decoder: TextDecoder | null = encoding === "utf-8" ? null : new TextDecoder(encoding);
  let waiting: Uint8Array = new Uint8Array();
  const settle = (bytes: Uint8Array, whole: boolean) => {
    const settled = detectEncoding(bytes, whole);
    onSettled(settled);
    decoder = new TextDecoder(settled);
    waiting = new Uint8Array();
    return decoder.decode(bytes, { stream: true });
  };
  for await (const chunk of chunks) {
    let text: string;
    if (decoder) text = decoder.decode(chunk, { stream: true });
    else if (waiting.length === 0 && isAscii(chunk)) text = new TextDecoder().decode(chunk);
    else {
      waiting = joined(waiting, chunk);
      if (waiting.length < 65_536) continue;
      text = settle(waiting, false);
    }
    if (text) yield text.replaceAll("\0", "\uFFFD");
  }
  let tail = waiting.length > 0 ? settle(waiting, true) : "";
  if (decoder) tail += (decoder as TextDecoder).decode();
  if (tail) yield tail.replaceAll("\0", "\uFFFD");
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] ?? 0) > 0x7f) return false;
  return true;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
