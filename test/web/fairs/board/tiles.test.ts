import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tilesOf } from "../../../../src/web/pages/fairs/board/tiles.ts";

const FIVE = [
  { city: "210900", lon: 121.67, lat: 42.02 },
  { city: "210700", lon: 121.13, lat: 41.1 },
  { city: "211400", lon: 120.84, lat: 40.71 },
  { city: "211100", lon: 122.07, lat: 41.12 },
  { city: "211300", lon: 120.45, lat: 41.57 },
];

describe("tiles of a board", () => {
  test("follow the cities' positions: north above south, west before east", () => {
    const tiles = tilesOf(FIVE);
    const at = (city: string) => tiles.get(city) ?? { row: 0, column: 0 };
    expect(at("210900").row).toBeLessThan(at("211400").row);
    expect(at("211300").column).toBeLessThan(at("210700").column);
    expect(at("210700").column).toBeLessThan(at("211100").column);
  });

  test("never share a position, with any set of known city positions", () => {
    const degrees = fc.option(fc.double({ min: -180, max: 180, noNaN: true }), { nil: null });
    const cities = fc.array(fc.record({ lon: degrees, lat: degrees }), { minLength: 1, maxLength: 36 });
    fc.assert(
      fc.property(cities, (places) => {
        const tiles = tilesOf(places.map((place, n) => ({ city: String(n), ...place })));
        const taken = [...tiles.values()].map(({ row, column }) => `${row} ${column}`);
        expect(taken.length).toBe(places.length);
        expect(new Set(taken).size).toBe(places.length);
        for (const { row, column } of tiles.values()) {
          expect(row).toBeLessThanOrEqual(6);
          expect(column).toBeLessThanOrEqual(6);
        }
      }),
    );
  });
});
