import type { FC } from "hono/jsx";
import {
  FAIR_DIMENSIONS,
  type FairDimension,
  type FairReport,
  type FairSnapshot,
  type FairView,
  type Measure,
} from "../../../../fairs/index.ts";
import { Notice } from "../../../components/blocks.tsx";
import { FiguresBy } from "../../../components/charts/figures-by.tsx";
import { Button, EMPTY_FORM, Field, Form, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { FIGURE } from "../../../text/fairs/fair-figures.ts";
import { UNION_FAIRS } from "../../../text/fairs/fair-union.ts";
import { DIMENSION, figureWords, MEASURES_MEAN, REPORT, wordsOf } from "../../../text/fairs/reports.ts";
import { formatTime } from "../../../text/format.ts";
import { FigureMeanings, FigureName } from "../fair/figures-section.tsx";
import { type ReportWords, valueText } from "./report-words.ts";

type ReportData = ReportWords & {
  fair: FairView;
  report: FairReport;
  /** The frozen report that is shown; null for current figures. */
  shown: FairSnapshot | null;
  snapshots: FairSnapshot[];
  /** Codes of cities from which current figures lack applications. */
  notCounted: readonly string[];
  /** The halls on which a city that is not the host has this report; null for the host. */
  halls: FairView["venues"] | null;
};

/** The order of the report's parts: halls first, as they are compared most. */
const PARTS: readonly FairDimension[] = ["hall", ...FAIR_DIMENSIONS.filter((one) => one !== "hall")];

const countOf = ({ report }: ReportData, measure: Measure) =>
  report.figures.find((figure) => figure.measure === measure)?.n;

/** Says how many people who took a ticket came, where the report counts both. */
const Came: FC<{ data: ReportData }> = ({ data }) => {
  const [codes, came] = [countOf(data, "codes"), countOf(data, "visitors")];
  if (codes === undefined || came === undefined) return null;
  return (
    <p>
      <b>{REPORT.came(codes, came)}</b>
    </p>
  );
};

/** Returns the link to the list of rows that a figure counts. */
const listHref = (
  { fair, shown }: ReportData,
  measure: Measure,
  dimension?: FairDimension,
  value?: string | null,
) =>
  `/union/fairs/${fair.id}/report/list?${new URLSearchParams({
    ...(shown ? { snapshot: shown.id } : {}),
    measure,
    ...(dimension ? { dimension, value: value ?? "" } : {}),
  })}`;

const Totals: FC<{ data: ReportData }> = ({ data }) => (
  <ul class="figures">
    {data.report.figures.map(({ measure, ...counted }) => {
      const says = wordsOf(measure, data.report.figures);
      const [first, below] = REPORT.figure(says, counted);
      return (
        <li>
          <span class="quiet">
            <FigureName of={MEASURES_MEAN[says]} />
          </span>
          <b>
            <a href={listHref(data, measure)}>{first}</a>
          </b>
          <span>{below}</span>
        </li>
      );
    })}
  </ul>
);

const Freeze: FC<{ shell: Shell; data: ReportData }> = ({ shell, data: { fair, snapshots } }) => (
  <section class="no-print">
    <h2>{REPORT.snapshots}</h2>
    <ul class="list">
      {snapshots.map(({ id, label, report }) => (
        <li>
          <a href={`/union/fairs/${fair.id}/report?snapshot=${id}`}>
            {REPORT.frozen(label, formatTime(report.takenAt))}
          </a>
        </li>
      ))}
    </ul>
    {fair.phase === "closed" || fair.phase === "reported" ? (
      <Form action={`/union/fairs/${fair.id}/report`} csrf={shell.csrf}>
        <Field
          form={EMPTY_FORM}
          name="label"
          label={REPORT.freezeLabel}
          hint={REPORT.freezeHint}
          maxlength={60}
          required
        />
        <Button kind="primary">{REPORT.freeze}</Button>
      </Form>
    ) : (
      <p class="quiet">{REPORT.early}</p>
    )}
  </section>
);

/**
 * The report: totals, then figures by city, sector, type of work and channel. Every figure links to the rows
 * that it counts.
 */
export const ReportPage: FC<{ shell: Shell; data: ReportData }> = ({ shell, data }) => {
  const { fair, report, shown } = data;
  const sheet = `/union/fairs/${fair.id}/report/sheet.xlsx${shown ? `?snapshot=${shown.id}` : ""}`;
  return (
    <>
      <h1>{REPORT.heading(fair.title)}</h1>
      <p class="no-print">
        <LinkButton kind="plain" href={`/union/fairs/${fair.id}`}>
          {UNION_FAIRS.back}
        </LinkButton>
      </p>
      {shown ? (
        <Notice kind="done">{REPORT.frozen(shown.label, formatTime(report.takenAt))}</Notice>
      ) : (
        <p class="quiet">{REPORT.taken(formatTime(report.takenAt))}</p>
      )}
      {data.halls ? <p class="quiet">{REPORT.ofHalls(data.halls.map(({ name }) => name))}</p> : null}
      <Came data={data} />
      <Totals data={data} />
      <p class="quiet">{REPORT.note}</p>
      {data.notCounted.length > 0 ? (
        <p class="quiet">{REPORT.notCounted(data.notCounted.map((city) => valueText(data, "city", city)))}</p>
      ) : null}
      <FigureMeanings
        of={[
          ...report.figures.map(({ measure }) => MEASURES_MEAN[wordsOf(measure, report.figures)]),
          FIGURE.visits,
        ]}
      />
      <p class="row no-print">
        <LinkButton href={sheet}>{REPORT.xlsx}</LinkButton>
        <span data-print hidden>
          <Button>{REPORT.print}</Button>
        </span>
        {shown ? <LinkButton href={`/union/fairs/${fair.id}/report`}>{REPORT.now}</LinkButton> : null}
      </p>
      {PARTS.map((dimension) => (
        <FiguresBy
          figures={report.figures}
          dimension={dimension}
          called={DIMENSION[dimension]}
          words={figureWords(report.figures)}
          valueText={(value) => valueText(data, dimension, value)}
          href={(measure, value) => listHref(data, measure, dimension, value)}
        />
      ))}
      {data.halls ? null : <Freeze shell={shell} data={data} />}
    </>
  );
};
