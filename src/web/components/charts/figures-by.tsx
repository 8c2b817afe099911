import type { AnyDimension, Figure } from "../../../reports/index.ts";
import { Table } from "../blocks.tsx";
import { Bars } from "./bars.tsx";

type Counted = { n: number; total: number };

/** Texts of one kind of report. */
export type FigureWords<M extends string> = {
  /** Name of a measure. */
  name(measure: M): string;
  /** Name of the number that bars show, and whether it is the sum of the weights. */
  drawn(measure: M): string;
  weighed(measure: M): boolean;
  /** Text of a cell. */
  part(measure: M, counted: Counted): string;
  by(dimension: string): string;
  chart(measure: string, dimension: string): string;
  chartDescription(items: string): string;
  opens: string;
};

type Props<M extends string, D extends AnyDimension> = {
  figures: readonly Figure<M, D>[];
  dimension: D;
  /** Name of the dimension. */
  called: string;
  words: FigureWords<M>;
  valueText(value: string | null): string;
  /** Returns the link to the list of rows that a figure counts. */
  href(measure: M, value: string | null): string;
};

/** Most bars of a chart. The table has all. */
const BARS_MAX = 20;

/** The figures by one dimension, such as city: bars for the first figure, a table for all. */
export function FiguresBy<M extends string, D extends AnyDimension>(props: Props<M, D>) {
  const { figures, dimension, called, words, valueText, href } = props;
  const parts = figures.filter(({ by }) =>
    by.some((one) => one.dimension === dimension && one.value !== null),
  );
  const [first] = parts;
  if (!first) return null;
  const values = [
    ...new Set(
      parts.flatMap(({ by }) => by.filter((one) => one.dimension === dimension).map((one) => one.value)),
    ),
  ];
  const count = ({ by }: Figure<M, D>, value: string | null): Counted =>
    by.find((one) => one.dimension === dimension && one.value === value) ?? { n: 0, total: 0 };
  const height = words.weighed(first.measure) ? "total" : "n";
  values.sort((a, b) => count(first, b)[height] - count(first, a)[height]);
  const bars = values
    .slice(0, BARS_MAX)
    .map((value) => ({ label: valueText(value), value: count(first, value)[height] }));
  const chart = words.chart(words.drawn(first.measure), called);
  const said = bars.map((bar) => `${bar.label} ${bar.value}`).join("、");
  return (
    <section>
      <h2>{words.by(called)}</h2>
      <p class="quiet small">{chart}</p>
      <Bars id={`by-${dimension}`} title={chart} description={words.chartDescription(said)} items={bars} />
      <Table
        caption={words.opens}
        columns={[
          { head: called, cell: (value: string | null) => valueText(value) },
          ...parts.map((figure) => ({
            head: words.name(figure.measure),
            number: true,
            cell: (value: string | null) => (
              <a href={href(figure.measure, value)}>{words.part(figure.measure, count(figure, value))}</a>
            ),
          })),
        ]}
        rows={values}
      />
    </section>
  );
}
