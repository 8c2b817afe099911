import type { FC } from "hono/jsx";

export type Bar = { label: string; value: number };

/** Units of the drawing, which a phone shows almost as pixels. A label has eight letters of 13 units. */
const ROW = 26;
const LABEL = 114;
const WIDTH = 360;
const END = 48;

/** Renders a bar chart as SVG. The caller must show a table with the same figures beside it. */
export const Bars: FC<{ id: string; title: string; description: string; items: readonly Bar[] }> = (
  props,
) => {
  const { id, title, description, items } = props;
  const most = Math.max(1, ...items.map((item) => item.value));
  return (
    <svg
      class="bars"
      viewBox={`0 0 ${WIDTH} ${items.length * ROW}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {items.map(({ label, value }, n) => {
        const length = Math.round(((WIDTH - LABEL - END) * value) / most);
        const middle = n * ROW + ROW / 2;
        return (
          <>
            <text x={LABEL - 8} y={middle} text-anchor="end" dominant-baseline="central">
              {label.length > 8 ? `${label.slice(0, 7)}…` : label}
            </text>
            <rect x={LABEL} y={n * ROW + 5} width={Math.max(1, length)} height={ROW - 10} rx="3" />
            <text x={LABEL + length + 8} y={middle} dominant-baseline="central">
              {String(value)}
            </text>
          </>
        );
      })}
    </svg>
  );
};
