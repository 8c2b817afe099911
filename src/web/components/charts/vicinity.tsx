import type { FC } from "hono/jsx";
import { SKETCH } from "../../text/public/near.ts";

/** A place of a sketch, by its distance in kilometres to the east and to the north of the centre. */
export type SketchPlace = { name: string; eastKm: number; northKm: number; km: number; own: boolean };

const WIDTH = 320;
const HEIGHT = 240;
const MARGIN = 44;
const LETTER = 14;
const LINE = 17;

type Box = { x: number; y: number; width: number };
const meets = (a: Box, b: Box) => Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < LINE;
/** True if a text on the line `y` covers a dot. */
const covers = ({ x, y, width }: Box, dot: { x: number; y: number }) =>
  Math.abs(x - dot.x) < width / 2 + 4 && dot.y > y - LETTER - 4 && dot.y < y + 8;

/**
 * Draws a county's centre in the middle and other centres around it, to scale and with the north on top. A
 * name that would cover another or a dot is left out; the table below the sketch has all of them.
 */
export const Vicinity: FC<{ name: string; places: readonly SketchPlace[] }> = ({ name, places }) => {
  const far = Math.max(
    10,
    ...places.flatMap(({ eastKm, northKm }) => [Math.abs(eastKm), Math.abs(northKm) * 1.4]),
  );
  const scale = (WIDTH / 2 - MARGIN) / far;
  const middle = { x: WIDTH / 2, y: HEIGHT / 2 };
  const taken: Box[] = [{ x: middle.x, y: middle.y + LINE, width: name.length * LETTER + 12 }];
  const dots = places.map(({ eastKm, northKm }) => ({
    x: middle.x + eastKm * scale,
    y: middle.y - northKm * scale,
  }));
  const drawn = places.map((place, at) => {
    const { x = 0, y = 0 } = dots[at] ?? {};
    const label = SKETCH.label(place.name, place.km);
    const width = label.length * LETTER * 0.8 + 6;
    const left = Math.min(WIDTH - width / 2, Math.max(width / 2, x));
    const beside = { x: x - width / 2 - 8, y: y + 5, width };
    const spots = [{ x: left, y: y - 8, width }, { x: left, y: y + LINE, width }, beside].filter(
      (spot) => spot.x >= width / 2,
    );
    const others = dots.filter((_, one) => one !== at);
    const text = spots.find(
      (spot) => !taken.some((box) => meets(box, spot)) && !others.some((dot) => covers(spot, dot)),
    );
    if (text) taken.push(text);
    return { ...place, x, y, label, text };
  });
  return (
    <svg class="sketch" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={SKETCH.title(name)}>
      {drawn.map(({ x, y, own }) => (
        <line class={own ? "own" : ""} x1={middle.x} y1={middle.y} x2={x.toFixed(1)} y2={y.toFixed(1)} />
      ))}
      {drawn.map(({ x, y, own, label, text }) => (
        <g class={own ? "own" : ""}>
          <circle cx={x.toFixed(1)} cy={y.toFixed(1)} r="4" />
          {text ? (
            <text x={text.x.toFixed(1)} y={text.y.toFixed(1)}>
              {label}
            </text>
          ) : null}
        </g>
      ))}
      <g class="middle">
        <circle cx={middle.x} cy={middle.y} r="7" />
        <text x={middle.x} y={middle.y + LINE + 4}>
          {name}
        </text>
      </g>
    </svg>
  );
};
