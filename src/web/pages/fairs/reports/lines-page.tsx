import type { FC } from "hono/jsx";
import {
  FAIR_DIMENSIONS,
  type FairReportLine,
  type FairSnapshot,
  type FairView,
} from "../../../../fairs/index.ts";
import { Empty, Notice, Pages, Table } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
import { DIMENSION, REPORT } from "../../../text/fairs/reports.ts";
import { formatTime } from "../../../text/format.ts";
import { type ReportWords, valueText } from "./report-words.ts";

type LinesData = ReportWords & {
  fair: FairView;
  /** Name of the measure. */
  called: string;
  /** The frozen report to which the list belongs; null for current figures. */
  shown: FairSnapshot | null;
  items: FairReportLine[];
  next: string | null;
};

/** The list of rows that a figure counts. */
export const LinesPage: FC<{ shell: Shell; data: LinesData }> = ({ shell, data }) => (
  <>
    <h1>{REPORT.list(data.called)}</h1>
    <p>
      <a href={`/union/fairs/${data.fair.id}/report${data.shown ? `?snapshot=${data.shown.id}` : ""}`}>
        {REPORT.back}
      </a>
    </p>
    {data.shown ? (
      <Notice kind="done">{REPORT.frozen(data.shown.label, formatTime(data.shown.report.takenAt))}</Notice>
    ) : null}
    {data.items.length === 0 ? (
      <Empty text={REPORT.listEmpty} />
    ) : (
      <Table
        caption={data.fair.title}
        columns={[
          { head: REPORT.what, cell: (line: FairReportLine) => line.label },
          { head: REPORT.reference, cell: (line: FairReportLine) => line.reference ?? "—" },
          ...FAIR_DIMENSIONS.filter((dimension) => data.items.some((line) => line[dimension] !== null)).map(
            (dimension) => ({
              head: DIMENSION[dimension],
              cell: (line: FairReportLine) => valueText(data, dimension, line[dimension]),
            }),
          ),
          { head: REPORT.when, cell: (line: FairReportLine) => (line.at ? formatTime(line.at) : "—") },
          { head: REPORT.weight, number: true, cell: (line: FairReportLine) => String(line.weight) },
        ]}
        rows={data.items}
      />
    )}
    <Pages shell={shell} next={data.next} />
  </>
);
