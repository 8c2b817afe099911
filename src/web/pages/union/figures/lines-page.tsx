import type { FC } from "hono/jsx";
import type { MonthLine, MonthMeasure } from "../../../../figures/index.ts";
import { Empty, Pages, Table } from "../../../components/blocks.tsx";
import type { CodeNames } from "../../../components/posting.tsx";
import type { Shell } from "../../../layout.tsx";
import { formatTime } from "../../../text/format.ts";
import { FIGURES } from "../../../text/union/figures.ts";
import { placeText } from "./figures-page.tsx";

export type LinesData = {
  month: string;
  measure: MonthMeasure;
  /** Name of the place of which the rows are listed; null for all. */
  place: string | null;
  items: MonthLine[];
  names: CodeNames;
  /** Cursor of the next page. */
  next: string | null;
};

const DESK = { posting: "/union/postings", enterprise: "/union/enterprises", fair: "/union/fairs" } as const;

/** The list of rows that a month's figure counts. Each leads to its record. */
export const MonthLinesPage: FC<{ shell: Shell; data: LinesData }> = ({ shell, data }) => (
  <>
    <h1>{FIGURES.list(data.measure, data.month)}</h1>
    <p>
      <a href={`/union/figures?month=${data.month}`}>{FIGURES.back}</a>
    </p>
    {data.items.length === 0 ? (
      <Empty text={FIGURES.listEmpty} />
    ) : (
      <Table
        caption={data.place === null ? FIGURES.listHint : FIGURES.listOf(data.place)}
        columns={[
          {
            head: FIGURES.what,
            cell: ({ kind, record, label }: MonthLine) => <a href={`${DESK[kind]}/${record}`}>{label}</a>,
          },
          { head: FIGURES.reference, cell: ({ reference }: MonthLine) => reference ?? "—" },
          {
            head: FIGURES.place,
            cell: ({ city, county }: MonthLine) => placeText(data.names, county ?? city),
          },
          { head: FIGURES.when, cell: ({ at }: MonthLine) => (at ? formatTime(at) : "—") },
        ]}
        rows={data.items}
      />
    )}
    <Pages shell={shell} next={data.next} />
  </>
);
