/** Computes the CRC-32 that PNG requires (ISO 3309), without a table because the images are small. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array([...new TextEncoder().encode(type), ...data]);
  const framed = new Uint8Array(body.length + 8);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length);
  framed.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return framed;
}

/**
 * Bit depth and colour type. `bits` is black and white, one bit per pixel; `rgb` is one byte for each of red,
 * green and blue.
 */
const MODES = { bits: { depth: 1, colour: 0 }, rgb: { depth: 8, colour: 2 } } as const;

/**
 * Encodes a square picture as PNG (ISO 15948). `raw` holds the rows of pixels, each with a leading filter
 * byte of 0.
 */
export async function encodePng(
  mode: keyof typeof MODES,
  sidePx: number,
  raw: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await new Response(
    new Blob([raw]).stream().pipeThrough(new CompressionStream("deflate")),
  ).arrayBuffer();
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, sidePx);
  view.setUint32(4, sidePx);
  head[8] = MODES[mode].depth;
  head[9] = MODES[mode].colour;
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", head),
    chunk("IDAT", new Uint8Array(packed)),
    chunk("IEND", new Uint8Array()),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/**
 * Encodes QR modules as a black and white PNG, `scale` pixels per module. Every article editor accepts PNG.
 */
export async function modulesPng(
  modules: readonly boolean[][],
  scale: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const side = modules.length * scale;
  const rowBytes = Math.ceil(side / 8);
  const raw = new Uint8Array((rowBytes + 1) * side);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1)
      if (!modules[Math.floor(y / scale)]?.[Math.floor(x / scale)]) {
        const at = y * (rowBytes + 1) + 1 + (x >> 3);
        raw[at] = (raw[at] ?? 0) | (0x80 >> (x & 7));
      }
  return encodePng("bits", side, raw);
}
