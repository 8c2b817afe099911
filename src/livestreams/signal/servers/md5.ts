/** Amounts of the rotations of each round (RFC 1321, section 3.4). */
const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const SINES = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

/** Returns the message with its padding and its length in bits, as little-endian words. */
function wordsOf(message: Uint8Array): Int32Array {
  const blocks = Math.ceil((message.length + 9) / 64);
  const bytes = new DataView(new ArrayBuffer(blocks * 64));
  for (const [i, byte] of message.entries()) bytes.setUint8(i, byte);
  bytes.setUint8(message.length, 0x80);
  bytes.setBigUint64(blocks * 64 - 8, BigInt(message.length) * 8n, true);
  return Int32Array.from({ length: blocks * 16 }, (_, i) => bytes.getInt32(i * 4, true));
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (d & b) | (~d & c);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}
/** Factor and offset by which each round chooses its words. */
const ORDER = [
  [1, 0],
  [5, 1],
  [3, 5],
  [7, 0],
] as const;

/**
 * Returns the MD5 of a text in hexadecimal digits (RFC 1321). Only for a service that signs with it: MD5 is
 * broken, and the browser's cryptography that the edge build has does not offer it.
 */
export function md5(text: string): string {
  const words = wordsOf(new TextEncoder().encode(text));
  const sums = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < words.length; block += 16) {
    let [a = 0, b = 0, c = 0, d = 0] = sums;
    for (let i = 0; i < 64; i += 1) {
      const round = i >> 4;
      const [factor = 1, offset = 0] = ORDER[round] ?? [];
      const word = words[block + ((factor * i + offset) % 16)] ?? 0;
      const sum = (a + mix(round, b, c, d) + (SINES[i] ?? 0) + word) | 0;
      const shift = SHIFTS[round]?.[i % 4] ?? 0;
      const turned = ((sum << shift) | (sum >>> (32 - shift))) + b;
      [a, d, c, b] = [d, c, b, turned | 0];
    }
    [a, b, c, d].forEach((part, i) => {
      sums[i] = (sums[i] ?? 0) + part;
    });
  }
  const bytes = new Uint8Array(sums.buffer);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
