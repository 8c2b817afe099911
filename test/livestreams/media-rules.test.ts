import { describe, expect, test } from "vitest";
import { pictureSize } from "../../src/livestreams/watching/media/picture-size.ts";
import { requirePoster } from "../../src/livestreams/watching/media/rules.ts";
import { pngOf } from "../support/picture.ts";

const bytes = (text: string) => Buffer.from(text.replace(/\s/g, ""), "hex");
const tail = "00".repeat(32);

/** Headers of pictures of 640 by 360, as encoders write them. */
const JPEG = bytes(`ffd8 ffe0 0010 4a46494600010100000100010000 ffc0 0011 08 0168 0280 03 ${tail}`);
const PADDED = bytes(`ffd8 ffff ffe0 0004 0000 ffc2 0011 08 0168 0280 03 ${tail}`);
const LOSSY = bytes(`52494646 24000000 57454250 56503820 18000000 300100 9d012a 8002 6801 ${tail}`);
const LOSSLESS = bytes(`52494646 24000000 57454250 5650384c 18000000 2f 7fc25900 ${tail}`);
const EXTENDED = bytes(`52494646 24000000 57454250 56503858 0a000000 00000000 7f0200 670100 ${tail}`);

describe("the size of a picture", () => {
  test.each([
    ["PNG", pngOf(640, 360)],
    ["JPEG", JPEG],
    ["progressive JPEG after padding", PADDED],
    ["lossy WebP", LOSSY],
    ["lossless WebP", LOSSLESS],
    ["extended WebP", EXTENDED],
  ])("is read from the header of %s", (_name, picture) => {
    expect(pictureSize(picture)).toEqual({ width: 640, height: 360 });
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["a picture that is cut off", JPEG.subarray(0, 12)],
    ["a JPEG without a frame", bytes(`ffd8 ffda ${tail}${tail}`)],
    ["a JPEG whose segment has no length", bytes(`ffd8 ffe0 0000 ${tail}`)],
    ["a WebP of another kind", bytes(`52494646 24000000 57454250 414c5048 ${tail}`)],
    ["a PNG of no width", pngOf(0, 360)],
    ["a text", Buffer.from("no picture at all, but a text that is long enough")],
  ])("is unknown for %s", (_name, picture) => {
    expect(pictureSize(picture)).toBe(null);
  });
});

test.each([
  [{ width: 640, height: 360 }, null],
  [{ width: 160, height: 160 }, null],
  [{ width: 2000, height: 667 }, null],
  [{ width: 159, height: 160 }, "PICTURE_TOO_SMALL"],
  [{ width: 2001, height: 1000 }, "PICTURE_TOO_LONG"],
  [{ width: 200, height: 601 }, "PICTURE_TOO_LONG"],
  [null, "NOT_A_PICTURE"],
])("a poster of %o is refused with %s", (size, code) => {
  const take = () => requirePoster(size);
  if (code === null) expect(take()).toBe(size);
  else expect(take).toThrow(expect.objectContaining({ detail: { fields: [{ path: "poster", code }] } }));
});
