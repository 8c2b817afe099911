import type { FC } from "hono/jsx";
import {
  MONTH_DIMENSIONS,
  MONTH_MEASURES,
  type MonthAnswer,
  type MonthDimension,
  type MonthMeasure,
  monthsBefore,
} from "../../../../figures/index.ts";
import { Table } from "../../../components/blocks.tsx";
import { FiguresBy } from "../../../components/charts/figures-by.tsx";
import { Button, LinkButton } from "../../../components/forms.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import { formatTime, grouped } from "../../../text/format.ts";
import {
  FIGURE_WORDS_OF_MONTH,
  FIGURES,
  formatLength,
  MONTH_GROUPS,
  MONTH_MEAN,
  monthText,
} from "../../../text/union/figures.ts";
import { FigureMeanings, FigureName } from "../../fairs/fair/figures-section.tsx";

export type MonthData = MonthAnswer & { names: CodeNames; now: Date };

/** Months to choose from. */
const MONTHS = 24;
const PATH = "/union/figures";

/** Returns the name of a place of a figure. */
export const placeText = (names: CodeNames, value: string | null): string =>
  value === null ? FIGURES.unknown : (names.division(value) ?? value);

/** Returns the link to the list of rows that a figure counts. */
const listHref = (month: string, measure: MonthMeasure, dimension?: MonthDimension, value?: string | null) =>
  `${PATH}/list?${new URLSearchParams({
    month,
    measure,
    ...(dimension ? { dimension, value: value ?? "" } : {}),
  })}`;

const countOf = ({ figures }: MonthData, measure: MonthMeasure): number =>
  figures.find((figure) => figure.measure === measure)?.n ?? 0;

/** Says more of a figure: the median time of answers, the part of the codes that came. */
function besides(data: MonthData, measure: MonthMeasure): string | null {
  if (measure === "answered") {
    const all = data.medians.find(({ whole }) => whole);
    return all ? FIGURES.median(formatLength(all.seconds)) : null;
  }
  const codes = countOf(data, "codes");
  if (measure !== "came" || codes === 0) return null;
  return FIGURES.came(Math.round((100 * countOf(data, "came")) / codes));
}

const Totals: FC<{ data: MonthData }> = ({ data }) => (
  <>
    {MONTH_GROUPS.map((group) => (
      <section>
        <h2>{group.name}</h2>
        <ul class="figures">
          {group.of.map((measure) => {
            const more = besides(data, measure);
            return (
              <li>
                <span class="quiet">
                  <FigureName of={MONTH_MEAN[measure]} />
                </span>
                <b>
                  <a href={listHref(data.month, measure)}>
                    {FIGURES.figure(measure, countOf(data, measure))}
                  </a>
                </b>
                {more ? <span>{more}</span> : null}
              </li>
            );
          })}
        </ul>
      </section>
    ))}
  </>
);

/** Leads to the month before and after, and to any other. */
const Months: FC<{ data: MonthData; present: string }> = ({ data, present }) => (
  <form method="get" action={PATH} class="row no-print" data-auto>
    <LinkButton href={`${PATH}?month=${data.before}`}>{FIGURES.before}</LinkButton>
    {data.after ? <LinkButton href={`${PATH}?month=${data.after}`}>{FIGURES.after}</LinkButton> : null}
    <label>
      {FIGURES.choose}{" "}
      <select name="month">
        {monthsBefore(present, MONTHS).map((month) => (
          <option value={month} selected={month === data.month}>
            {monthText(month)}
          </option>
        ))}
      </select>
    </label>
    <Button>{FIGURES.show}</Button>
  </form>
);

/** The same figures of a year's months. A month of which nothing is counted has no row. */
const ByMonth: FC<{ data: MonthData }> = ({ data }) => {
  const of = (measure: MonthMeasure, month: string) =>
    data.year.find((figure) => figure.measure === measure)?.by.find(({ value }) => value === month)?.n ?? 0;
  const shown = MONTH_MEASURES.filter((measure) =>
    data.year.some((one) => one.measure === measure && one.n > 0),
  );
  const months = monthsBefore(data.month, 12).filter((month) => shown.some((one) => of(one, month) > 0));
  if (months.length === 0) return null;
  return (
    <section>
      <h2>{FIGURES.byMonth}</h2>
      <Table
        caption={FIGURES.byMonthHint}
        columns={[
          {
            head: FIGURES.month,
            cell: (month: string) => <a href={`${PATH}?month=${month}`}>{monthText(month)}</a>,
          },
          ...shown.map((measure) => ({
            head: MONTH_MEAN[measure].name,
            number: true,
            cell: (month: string) => <a href={listHref(month, measure)}>{grouped(of(measure, month))}</a>,
          })),
        ]}
        rows={months}
      />
    </section>
  );
};

/** How long enterprises took to answer, in all and by county. */
const Medians: FC<{ data: MonthData }> = ({ data }) =>
  data.medians.length < 3 ? null : (
    <section>
      <h2>{FIGURES.medians}</h2>
      <Table
        caption={FIGURES.mediansHint}
        columns={[
          {
            head: FIGURES.dimension.county,
            cell: ({ whole, county }) => (whole ? FIGURES.whole : placeText(data.names, county)),
          },
          { head: FIGURES.answers, number: true, cell: ({ n }) => grouped(n) },
          { head: FIGURES.length, number: true, cell: ({ seconds }) => formatLength(seconds) },
        ]}
        rows={data.medians}
      />
    </section>
  );

/**
 * The figures of a month: totals, then by city if the officer has several, by county and by month. Every
 * figure links to its rows.
 */
export const FiguresPage: FC<{ data: MonthData; present: string }> = ({ data, present }) => {
  const { month, names, offices, now } = data;
  const places = offices.map(({ city, county }) => placeText(names, county ?? city)).join("、");
  const cities = new Set(offices.map(({ city }) => city));
  const query = `?month=${month}`;
  return (
    <div class="month-figures">
      <h1>{FIGURES.title(month)}</h1>
      <p class="quiet">{FIGURES.lead(places, month === present ? formatTime(now) : null)}</p>
      <Months data={data} present={present} />
      <Totals data={data} />
      <FigureMeanings of={MONTH_MEASURES.map((measure) => MONTH_MEAN[measure])} />
      <p class="row no-print">
        <LinkButton href={`${PATH}.xlsx${query}`}>{FIGURES.xlsx}</LinkButton>
        <LinkButton href={`${PATH}.csv${query}`}>{FIGURES.csv}</LinkButton>
        <span data-print hidden>
          <Button>{FIGURES.print}</Button>
        </span>
      </p>
      {MONTH_DIMENSIONS.filter((one) => one !== "city" || cities.size > 1).map((dimension) => (
        <FiguresBy
          figures={data.figures}
          dimension={dimension}
          called={FIGURES.dimension[dimension]}
          words={FIGURE_WORDS_OF_MONTH}
          valueText={(value) => placeText(names, value)}
          href={(measure, value) => listHref(month, measure, dimension, value)}
        />
      ))}
      <Medians data={data} />
      <ByMonth data={data} />
    </div>
  );
};
