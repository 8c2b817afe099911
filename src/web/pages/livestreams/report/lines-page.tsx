import type { FC } from "hono/jsx";
import {
  type LivestreamReportLine,
  type LivestreamView,
  REPORT_DIMENSIONS,
  type ReportMeasure,
} from "../../../../livestreams/index.ts";
import { Empty, Pages, Table } from "../../../components/blocks.tsx";
import { formatTime } from "../../../text/format.ts";
import { DIMENSION, MEASURE, REPORT } from "../../../text/livestreams/report.ts";
import { type ReportWords, valueText } from "./report-words.ts";

type LinesData = ReportWords & {
  livestream: LivestreamView;
  measure: ReportMeasure;
  items: LivestreamReportLine[];
  next: string | null;
};

type Line = LivestreamReportLine;

/** The list of rows that a figure counts. People who watched have no rows: their list is by channel. */
export const LinesPage: FC<{ data: LinesData }> = ({ data }) => {
  const { livestream, measure, items, next } = data;
  const dimensions = REPORT_DIMENSIONS.filter(
    (dimension) =>
      // The name of an application's line is that of its posting.
      (dimension !== "posting" || measure === "viewers" || measure === "questions") &&
      (dimension !== "channel" || measure !== "viewers") &&
      items.some((line) => line[dimension] !== null),
  );
  return (
    <>
      <h1>{REPORT.list(MEASURE[measure])}</h1>
      <p>
        <a href={`/union/livestreams/${livestream.id}/report`}>{REPORT.back}</a>
      </p>
      {items.length === 0 ? (
        <Empty text={REPORT.listEmpty} />
      ) : (
        <Table
          caption={livestream.title}
          columns={[
            {
              head: measure === "viewers" ? DIMENSION.channel : REPORT.what,
              cell: (line: Line) =>
                measure === "viewers" ? valueText(data, "channel", line.channel) : line.label,
            },
            ...(measure === "viewers" || measure === "questions"
              ? []
              : [{ head: REPORT.reference, cell: (line: Line) => line.reference ?? "—" }]),
            ...dimensions.map((dimension) => ({
              head: DIMENSION[dimension],
              cell: (line: Line) => valueText(data, dimension, line[dimension]),
            })),
            ...(measure === "viewers"
              ? []
              : [{ head: REPORT.when, cell: (line: Line) => (line.at ? formatTime(line.at) : "—") }]),
            { head: REPORT.weight, number: true, cell: (line: Line) => String(line.weight) },
          ]}
          rows={items}
        />
      )}
      <Pages next={next} first={null} />
    </>
  );
};
