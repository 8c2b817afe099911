import type { FC } from "hono/jsx";
import {
  type LivestreamReport,
  type LivestreamView,
  REPORT_DIMENSIONS,
  type ReportDimension,
  type ReportMeasure,
} from "../../../../livestreams/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { Bars } from "../../../components/charts/bars.tsx";
import { FiguresBy } from "../../../components/charts/figures-by.tsx";
import { Button, LinkButton } from "../../../components/forms.tsx";
import { formatTime } from "../../../text/format.ts";
import { DIMENSION, MEASURES_MEAN, REPORT } from "../../../text/livestreams/report.ts";
import { FigureMeanings, FigureName } from "../../fairs/fair/figures-section.tsx";
import { type ReportWords, valueText } from "./report-words.ts";

export type ReportData = ReportWords & { livestream: LivestreamView; report: LivestreamReport };

/** Returns the link to the list of rows that a figure counts. */
const listHref = (
  id: string,
  measure: ReportMeasure,
  of?: { dimension: ReportDimension; value: string | null },
) =>
  `/union/livestreams/${id}/report/list?${new URLSearchParams({
    measure,
    ...(of ? { dimension: of.dimension, value: of.value ?? "" } : {}),
  })}`;

type Figure = LivestreamReport["figures"][number];

/** The people whom nodes of other cities counted: no channel has them. */
function countedElsewhere({ measure, total, by }: Figure): number {
  if (measure !== "viewers") return 0;
  const channels = by.filter(({ dimension }) => dimension === "channel");
  return total - channels.reduce((sum, one) => sum + one.total, 0);
}

/** The figures in their order, as bars and as numbers that open their lists. */
const Stages: FC<{ data: ReportData }> = ({ data: { livestream, report } }) => {
  const items = report.figures.map((figure) => ({
    label: REPORT.stage[figure.measure],
    value: REPORT.number(figure.measure, figure),
  }));
  const said = items.map(({ label, value }) => `${label} ${value}`).join("、");
  return (
    <section>
      <h2>{REPORT.stages}</h2>
      <Bars id="stages" title={REPORT.stages} description={REPORT.chartDescription(said)} items={items} />
      <ul class="figures">
        {report.figures.map((figure) => {
          const { measure } = figure;
          const [first, below] = REPORT.figure(measure, figure);
          const elsewhere = countedElsewhere(figure);
          return (
            <li>
              <span class="quiet">
                <FigureName of={MEASURES_MEAN[measure]} />
              </span>
              <b>
                <a href={listHref(livestream.id, measure)}>{first}</a>
              </b>
              <span>{elsewhere > 0 ? REPORT.elsewhere(elsewhere) : below}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

/** The report of a livestream: from watching to work, then by posting, enterprise, city and channel. */
export const ReportPage: FC<{ data: ReportData }> = ({ data }) => {
  const { livestream, report } = data;
  const path = `/union/livestreams/${livestream.id}`;
  return (
    <>
      <h1>{REPORT.heading(livestream.title)}</h1>
      <p class="no-print">
        <a href={path}>{REPORT.toLivestream}</a>
      </p>
      <p class="quiet">{REPORT.taken(formatTime(report.takenAt))}</p>
      {report.onlyCity === null ? null : (
        <Notice kind="info">{REPORT.onlyCity(valueText(data, "city", report.onlyCity))}</Notice>
      )}
      <Stages data={data} />
      <p class="quiet">{REPORT.note}</p>
      <FigureMeanings of={report.figures.map(({ measure }) => MEASURES_MEAN[measure])} />
      <p class="row no-print">
        <LinkButton href={`${path}/report/sheet.xlsx`}>{REPORT.xlsx}</LinkButton>
        <span data-print hidden>
          <Button>{REPORT.print}</Button>
        </span>
      </p>
      {REPORT_DIMENSIONS.map((dimension) => (
        <FiguresBy
          figures={report.figures}
          dimension={dimension}
          called={DIMENSION[dimension]}
          words={REPORT}
          valueText={(value) => valueText(data, dimension, value)}
          href={(measure, value) => listHref(livestream.id, measure, { dimension, value })}
        />
      ))}
    </>
  );
};
