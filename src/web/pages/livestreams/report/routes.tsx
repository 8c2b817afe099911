import type { Context } from "hono";
import { channelNames } from "../../../../channels/index.ts";
import {
  controlledLivestream,
  getLivestreamReport,
  type LivestreamReport,
  listLivestreamReportLines,
  REPORT_DIMENSIONS,
  ReportQuestion,
} from "../../../../livestreams/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { cursorOf, parse, pathId } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_CONTROL } from "../../../policies.ts";
import { DIMENSION, MEASURE, REPORT } from "../../../text/livestreams/report.ts";
import { answerReportSheet } from "../../union/report-sheet.ts";
import { LinesPage } from "./lines-page.tsx";
import { ReportPage } from "./report-page.tsx";
import { valueText } from "./report-words.ts";

const audience = "union" as const;
const PAGE = 50;

const codesIn = ({ figures }: LivestreamReport) => [
  ...new Set(
    figures.flatMap(({ by }) =>
      by.flatMap(({ dimension, value }) => (dimension === "channel" && value !== null ? [value] : [])),
    ),
  ),
];

/** Loads the livestream, its report, and the names of what the figures are counted by. */
async function reportFor(c: Context<Env>) {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  const report = await getLivestreamReport(ctx, livestream.id);
  const [codes, channels] = await Promise.all([namesFor(ctx), channelNames(ctx, codesIn(report))]);
  return { livestream, report, codes, channels, names: report.names };
}

/** Loads one page of the list behind a figure. */
async function linesFor(c: Context<Env>) {
  const ctx = c.get("ctx");
  const livestream = await controlledLivestream(ctx, pathId(c));
  const asked = parse(ReportQuestion, {
    measure: c.req.query("measure"),
    dimension: c.req.query("dimension"),
    value: c.req.query("value"),
  });
  const question = { ...asked, livestreamId: livestream.id, cursor: cursorOf(c), limit: PAGE };
  const { items, names, nextCursor } = await listLivestreamReportLines(ctx, question);
  const used = items.flatMap(({ channel }) => (channel === null ? [] : [channel]));
  const [codes, channels] = await Promise.all([namesFor(ctx), channelNames(ctx, [...new Set(used)])]);
  return { livestream, measure: asked.measure, items, names, codes, channels, next: nextCursor };
}

/** The report of a livestream: page, lists of counted rows, Excel file. */
export const livestreamReportPages = new Pages()
  .get("/union/livestreams/:id/report", LIVESTREAM_CONTROL, async (c) => {
    const data = await reportFor(c);
    const title = REPORT.heading(data.livestream.title);
    return page(c, { title, audience }, () => <ReportPage data={data} />);
  })
  .get("/union/livestreams/:id/report/list", LIVESTREAM_CONTROL, async (c) => {
    const data = await linesFor(c);
    const title = `${REPORT.list(MEASURE[data.measure])} · ${data.livestream.title}`;
    return page(c, { title, audience }, (shell) => <LinesPage shell={shell} data={data} />);
  })
  .get("/union/livestreams/:id/report/sheet.xlsx", LIVESTREAM_CONTROL, async (c) => {
    const { report, ...words } = await reportFor(c);
    return answerReportSheet(c, "livestream-report.xlsx", {
      report,
      dimensions: REPORT_DIMENSIONS,
      text: REPORT,
      measures: MEASURE,
      names: DIMENSION,
      valueOf: (dimension, value) => valueText(words, dimension, value),
    });
  });
