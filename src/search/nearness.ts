import { AppError } from "../platform/core/errors.ts";
import type { Nearness, Point } from "./port.ts";
import type { ReferenceWords } from "./words/lexicon.ts";

const METRES_PER_DEGREE = 111_195;

/** Distance in metres between two points of one province, on a plane. */
function between(a: Point, b: Point): number {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.round(METRES_PER_DEGREE * Math.hypot(east, a.lat - b.lat));
}

/** Distance of every place from a division's centre. Throws INVALID_INPUT if the centre is unknown. */
export function nearnessOf(code: string, { divisions }: ReferenceWords): Nearness {
  const point = divisions.get(code)?.point;
  if (!point) throw new AppError("INVALID_INPUT", { fields: [{ path: "near", code: "UNKNOWN_DIVISION" }] });
  const metres = [...divisions].flatMap(([other, division]) =>
    division.point ? [[other, between(point, division.point)] as const] : [],
  );
  return { point, metres: Object.fromEntries(metres) };
}
