/** Width and height in pixels. */
export type PictureSize = { width: number; height: number };

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const text = (bytes: Uint8Array, start: number, end: number) =>
  String.fromCharCode(...bytes.subarray(start, end));

/** PNG: the header chunk comes first (RFC 2083 §4.1.1). */
const ofPng = (view: DataView): PictureSize => ({ width: view.getUint32(16), height: view.getUint32(20) });

/** Returns true for the marker of a JPEG frame header: SOF0 to SOF15 without DHT, JPG and DAC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** JPEG: walks the segments up to the frame header (ITU-T T.81 §B.2.2). */
function ofJpeg(view: DataView): PictureSize | null {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

const uint24 = (view: DataView, at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;

/** WebP: lossy, lossless or extended (RFC 9649 §2.5 to §2.7). */
function ofWebp(bytes: Uint8Array, view: DataView): PictureSize | null {
  switch (text(bytes, 12, 16)) {
    case "VP8 ":
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
    default:
      return null;
  }
}

/** Reads the size of a PNG, JPEG or WebP picture from its header. Returns null if it cannot be read. */
export function pictureSize(bytes: Uint8Array): PictureSize | null {
  if (bytes.length < 32) return null;
  const view = viewOf(bytes);
  const found =
    text(bytes, 1, 4) === "PNG"
      ? ofPng(view)
      : text(bytes, 0, 4) === "RIFF"
        ? ofWebp(bytes, view)
        : view.getUint16(0) === 0xffd8
          ? ofJpeg(view)
          : null;
  return found && found.width > 0 && found.height > 0 ? found : null;
}
