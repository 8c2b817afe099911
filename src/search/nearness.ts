import { AppError } from "../platform/core/errors.ts";
import type { Nearness, Point } from "./port.ts";

const METRES_PER_DEGREE = 111_195;

/**
 * Returns the distance in metres between two points, computed on a plane: precise enough within one province.
 */
function between(a: Point, b: Point): number {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.round(METRES_PER_DEGREE * Math.hypot(east, a.lat - b.lat));
}

/** Returns the codes of the divisions whose centres are at most so many kilometres away. */
export const divisionsWithin = ({ metres }: Nearness, km: number): string[] =>
  Object.keys(metres)
    .filter((code) => (metres[code] ?? Number.POSITIVE_INFINITY) <= km * 1_000)
    .sort();

/**
 * Returns the centre of a division, and the distance in metres from there to every division with known
 * coordinates. Throws INVALID_INPUT if the division's centre is unknown.
 */
export function nearnessOf(
  code: string,
  { divisions }: { divisions: ReadonlyMap<string, { point: Point | null }> },
): Nearness {
  const point = divisions.get(code)?.point;
  if (!point) throw new AppError("INVALID_INPUT", { fields: [{ path: "near", code: "UNKNOWN_DIVISION" }] });
  const metres = [...divisions].flatMap(([other, division]) =>
    division.point ? [[other, between(point, division.point)] as const] : [],
  );
  return { point, metres: Object.fromEntries(metres) };
}
