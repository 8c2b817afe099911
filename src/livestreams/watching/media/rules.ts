import { type FieldError, invalid } from "../../../platform/core/errors.ts";
import type { PictureSize } from "./picture-size.ts";

/** Largest poster. The page of a livestream with it stays below 60 KB before the player comes. */
export const POSTER_BYTES_MAX = 20 * 1024;
export const CAPTIONS_BYTES_MAX = 1024 * 1024;

const SIDE_MIN = 160;
const SIDE_MAX = 2000;
/** Longest side over shortest side. A longer picture would be a stripe in its frame. */
const RATIO_MAX = 3;

function faultOf(size: PictureSize | null): FieldError["code"] | null {
  if (!size) return "NOT_A_PICTURE";
  const [short = 0, long = 0] = [size.width, size.height].sort((a, b) => a - b);
  if (short < SIDE_MIN) return "PICTURE_TOO_SMALL";
  return long > SIDE_MAX || long / short > RATIO_MAX ? "PICTURE_TOO_LONG" : null;
}

/** Returns the size of a poster. Throws INVALID_INPUT for a picture that no page can show well. */
export function requirePoster(size: PictureSize | null): PictureSize {
  const fault = faultOf(size);
  if (!size || fault) throw invalid("poster", fault ?? "NOT_A_PICTURE");
  return size;
}
