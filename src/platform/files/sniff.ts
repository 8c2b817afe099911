import type { MediaType } from "./uses.ts";

/** Number of leading bytes that `mediaTypeOf` needs. */
export const HEAD_BYTES = 16;

/** Brands of MP4 (ISO/IEC 14496-12 and -14). HEIC, AVIF and QuickTime have the same box with other brands. */
const MP4_BRAND = /^(iso[m2-9]|mp4[12]|avc1|M4V |dash|MSNV|mmp4)$/;

const latin1 = (bytes: Uint8Array, start: number, end: number) =>
  String.fromCharCode(...bytes.subarray(start, end));

const beginsWith = (bytes: Uint8Array, ...mark: number[]) =>
  bytes.length >= mark.length && mark.every((byte, at) => bytes[at] === byte);

/** Returns true for the first line of WebVTT (W3C WebVTT §4.1), with or without a byte order mark. */
function isWebVtt(head: Uint8Array): boolean {
  const start = beginsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
  const after = head[start + 6];
  return (
    latin1(head, start, start + 6) === "WEBVTT" && (after === undefined || [9, 10, 13, 32].includes(after))
  );
}

/** Returns the media type of a file by its first HEAD_BYTES, or null for a type that no use takes. */
export function mediaTypeOf(head: Uint8Array): MediaType | null {
  if (latin1(head, 4, 8) === "ftyp") return MP4_BRAND.test(latin1(head, 8, 12)) ? "video/mp4" : null;
  if (beginsWith(head, 0x46, 0x4c, 0x56, 0x01)) return "video/x-flv";
  if (beginsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (beginsWith(head, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (latin1(head, 0, 4) === "RIFF" && latin1(head, 8, 12) === "WEBP") return "image/webp";
  return isWebVtt(head) ? "text/vtt; charset=utf-8" : null;
}
