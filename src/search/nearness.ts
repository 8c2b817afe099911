import { AppError } from "../platform/core/errors.ts";
import type { Nearness, Point } from "./port.ts";
import type { ReferenceWords } from "./words/lexicon.ts";

const METRES_PER_DEGREE = 111_195;

/** Metres between two points of one province: the earth is flat enough there. */
function between(a: Point, b: Point): number {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.round(METRES_PER_DEGREE * Math.hypot(east, a.lat - b.lat));
}

/** How far every place is from a division's centre; INVALID_INPUT for one whose centre is not known. */
export function nearnessOf(code: string, { divisions }: ReferenceWords): Nearness {
  const point = divisions.get(code)?.point;
  if (!point) throw new AppError("INVALID_INPUT", { fields: [{ path: "near", code: "UNKNOWN_DIVISION" }] });
  const metres = [...divisions].flatMap(([other, division]) =>
    division.point ? [[other, between(point, division.point)] as const] : [],
  );
  return { point, metres: Object.fromEntries(metres) };
}
