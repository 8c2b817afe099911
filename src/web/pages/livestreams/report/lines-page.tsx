import type { FC } from "hono/jsx";
import {
  type LivestreamReportLine,
  type LivestreamView,
  REPORT_DIMENSIONS,
  type ReportMeasure,
} from "../../../../livestreams/index.ts";
import { Empty, Pages, Table } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
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
type Column = { head: string; number?: boolean; cell(line: Line): string };

/** Returns true for the people whom the node of another city counted: a line with the city's name. */
const isTold = ({ measure }: LinesData, { channel, label }: Line) =>
  measure === "viewers" && channel === null && label !== "";

/** The columns that say what a line is, before those of its dimensions. */
function firstColumns(data: LinesData): Column[] {
  if (data.measure === "viewers") {
    const cell = (line: Line) =>
      isTold(data, line) ? REPORT.countedBy(line.label) : valueText(data, "channel", line.channel);
    return [{ head: DIMENSION.channel, cell }];
  }
  if (data.measure === "questions") return [{ head: REPORT.question, cell: (line) => line.label }];
  return [
    { head: DIMENSION.posting, cell: (line) => line.label },
    { head: REPORT.applicationNumber, cell: (line) => line.reference ?? "—" },
  ];
}

/** The columns after those of the dimensions. People who watched have no time. */
function lastColumns({ measure }: LinesData): Column[] {
  const weight = (head: string): Column => ({ head, number: true, cell: (line) => String(line.weight) });
  if (measure === "viewers") return [weight(REPORT.people)];
  const when: Column = { head: REPORT.when, cell: (line) => (line.at ? formatTime(line.at) : "—") };
  return measure === "questions" ? [when, weight(REPORT.askers)] : [when];
}

/**
 * The list of rows that a figure counts. People who watched have no rows: their list is by channel, and by
 * the node that counted them.
 */
export const LinesPage: FC<{ shell: Shell; data: LinesData }> = ({ shell, data }) => {
  const { livestream, measure, items, next } = data;
  const first = measure === "viewers" ? "channel" : measure === "questions" ? null : "posting";
  const dimensions = REPORT_DIMENSIONS.filter(
    (dimension) =>
      dimension !== first && items.some((line) => line[dimension] !== null && !isTold(data, line)),
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
            ...firstColumns(data),
            ...dimensions.map((dimension) => ({
              head: DIMENSION[dimension],
              cell: (line: Line) => valueText(data, dimension, line[dimension]),
            })),
            ...lastColumns(data),
          ]}
          rows={items}
        />
      )}
      <Pages shell={shell} next={next} />
    </>
  );
};
