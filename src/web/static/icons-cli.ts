import { writeFileSync } from "node:fs";
import { encodePng } from "../components/png.ts";

/** Draws the logo of favicon.svg as PNG files, on a grid of 32 units. Run `npm run assets` afterwards. */
type Rect = { x: number; y: number; width: number; height: number };

const RED = [0xb3, 0x26, 0x1e];
const WHITE = 255;
const GRID = 32;
/** Half of the line width, in units of the grid. */
const HALF = 1.25;
/** Samples per side of a pixel, for anti-aliasing. */
const POINTS = 4;
const SIZES_PX = [192, 512];

const LEAVES: Rect[] = [
  { x: 8, y: 10, width: 7, height: 12 },
  { x: 17, y: 10, width: 7, height: 12 },
];
const BAR: Rect = { x: 12, y: 16 - HALF, width: 8, height: 2 * HALF };

const within = (rect: Rect, by: number, x: number, y: number) =>
  x >= rect.x - by && x <= rect.x + rect.width + by && y >= rect.y - by && y <= rect.y + rect.height + by;
const marked = (x: number, y: number) =>
  within(BAR, 0, x, y) || LEAVES.some((leaf) => within(leaf, HALF, x, y) && !within(leaf, -HALF, x, y));

/** Returns the share of a pixel that the logo covers, 0 to 1. */
function coverage(column: number, row: number, sidePx: number): number {
  let hits = 0;
  for (let point = 0; point < POINTS * POINTS; point += 1) {
    const x = column + ((point % POINTS) + 0.5) / POINTS;
    const y = row + (Math.floor(point / POINTS) + 0.5) / POINTS;
    if (marked((x * GRID) / sidePx, (y * GRID) / sidePx)) hits += 1;
  }
  return hits / (POINTS * POINTS);
}

function rowsOf(sidePx: number): Uint8Array<ArrayBuffer> {
  const raw = new Uint8Array(sidePx * (1 + 3 * sidePx));
  for (let row = 0; row < sidePx; row += 1)
    for (let column = 0; column < sidePx; column += 1) {
      const share = coverage(column, row, sidePx);
      const pixel = RED.map((red) => Math.round(red + (WHITE - red) * share));
      raw.set(pixel, row * (1 + 3 * sidePx) + 1 + 3 * column);
    }
  return raw;
}

for (const sidePx of SIZES_PX)
  writeFileSync(
    new URL(`../assets/static/icon-${sidePx}.png`, import.meta.url),
    await encodePng("rgb", sidePx, rowsOf(sidePx)),
  );
