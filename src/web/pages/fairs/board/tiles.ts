type Point = { city: string; lon: number | null; lat: number | null };
type Tile = { row: number; column: number };

/** Maximum rows and columns of the grid. */
const SIDE_MAX = 6;

const span = (values: readonly number[]) => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (value: number, steps: number) =>
    most > least ? Math.round(((value - least) / (most - least)) * (steps - 1)) : 0;
};

/**
 * Assigns each city a free grid cell close to its position on the map: north up, east right. Rows and
 * columns count from 1. A city without coordinates takes the first free cell.
 */
export function tilesOf(cities: readonly Point[]): Map<string, Tile> {
  const side = Math.min(SIDE_MAX, Math.max(1, Math.ceil(Math.sqrt(cities.length))));
  const rows = Math.min(
    SIDE_MAX,
    Math.max(1, Math.ceil(cities.length / side) + (cities.length > side ? 1 : 0)),
  );
  const known = cities.filter((one) => one.lon !== null && one.lat !== null);
  const x = span(known.map((one) => one.lon ?? 0));
  const y = span(known.map((one) => one.lat ?? 0));
  const free = Array.from({ length: rows * side }, (_, at) => ({
    row: Math.floor(at / side) + 1,
    column: (at % side) + 1,
  }));
  const found = new Map<string, Tile>();
  for (const one of [...known, ...cities.filter((city) => !known.includes(city))]) {
    const wanted = { row: rows - y(one.lat ?? 0, rows), column: x(one.lon ?? 0, side) + 1 };
    const away = (tile: Tile) => Math.abs(tile.row - wanted.row) + Math.abs(tile.column - wanted.column);
    free.sort((a, b) => away(a) - away(b) || a.row - b.row || a.column - b.column);
    const tile = free.shift();
    if (tile) found.set(one.city, tile);
  }
  return found;
}
