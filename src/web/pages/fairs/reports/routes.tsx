import type { Context } from "hono";
import { channelNames } from "../../../../channels/index.ts";
import {
  FAIR_DIMENSIONS,
  type FairReport,
  type FairSnapshot,
  type FairView,
  freezeReport,
  gatesOf,
  getFair,
  getFairReport,
  getHallReport,
  ListQuestion,
  listChannels,
  listHallLines,
  listReportLines,
  listSnapshots,
  MEASURES,
} from "../../../../fairs/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { SnapshotInput } from "../../../../reports/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { cursorOf, fieldText, parse, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER } from "../../../policies.ts";
import { DIMENSION, figureWords, REPORT } from "../../../text/fairs/reports.ts";
import { answerReportSheet } from "../../union/report-sheet.ts";
import { LinesPage } from "./lines-page.tsx";
import { ReportPage } from "./report-page.tsx";
import { valueText } from "./report-words.ts";

const audience = "union" as const;
const PAGE = 50;

async function wordsFor(c: Context<Env>) {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: pathId(c) });
  const halls = fair.management ? null : gatesOf(ctx, fair);
  if (halls?.length === 0) throw new AppError("NOT_FOUND");
  const [names, channels] = await Promise.all([namesFor(ctx), listChannels(ctx, fair.id)]);
  return { fair, halls, names, channels: new Map(channels.map(({ code, name }) => [code, name])) };
}

/**
 * Loads the frozen reports, and the one that the query names. Throws NOT_FOUND if the query names an unknown
 * one. Only the host has frozen reports.
 */
async function frozenReports(c: Context<Env>, fair: FairView) {
  if (!fair.management) return { snapshots: [], shown: null };
  const snapshots = await listSnapshots(c.get("ctx"), fair.id);
  const wanted = c.req.query("snapshot");
  const shown: FairSnapshot | undefined = snapshots.find((one) => one.id === wanted);
  if (wanted && !shown) throw new AppError("NOT_FOUND");
  return { snapshots, shown: shown ?? null };
}

/**
 * Loads the frozen report that the query names, else computes the current figures. `notCounted`: cities from
 * which current figures lack applications.
 */
async function reportFor(c: Context<Env>, fair: FairView) {
  const those = await frozenReports(c, fair);
  if (those.shown) return { ...those, report: those.shown.report, notCounted: [] };
  const read = fair.management ? getFairReport : getHallReport;
  const { notCounted, ...report } = await read(c.get("ctx"), fair.id);
  return { ...those, report, notCounted };
}

const ALL_FIGURES = MEASURES.map((measure) => ({ measure }));

const codesIn = ({ figures }: FairReport) =>
  figures.flatMap(({ by }) =>
    by.flatMap(({ dimension, value }) => (dimension === "channel" && value !== null ? [value] : [])),
  );

/** Returns the names of channels with those of the fair's livestreams, whose codes a figure has. */
async function withNames(
  c: Context<Env>,
  own: ReadonlyMap<string, string>,
  codes: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const others = codes.filter((code) => code !== null && !own.has(code)) as string[];
  return new Map([...own, ...(await channelNames(c.get("ctx"), [...new Set(others)]))]);
}

/** The report of a fair: page, lists of counted rows, Excel file. */
export const fairReportPages = new Pages()
  .get("/union/fairs/:id/report", FAIR_OFFICER, async (c) => {
    const words = await wordsFor(c);
    const those = await reportFor(c, words.fair);
    const data = { ...words, ...those, channels: await withNames(c, words.channels, codesIn(those.report)) };
    return page(c, { title: REPORT.heading(words.fair.title), audience }, (shell) => (
      <ReportPage shell={shell} data={data} />
    ));
  })
  .get("/union/fairs/:id/report/list", FAIR_OFFICER, async (c) => {
    const words = await wordsFor(c);
    const asked = parse(ListQuestion, {
      measure: c.req.query("measure"),
      dimension: c.req.query("dimension"),
      value: c.req.query("value"),
    });
    const { shown } = await frozenReports(c, words.fair);
    const list = words.fair.management ? listReportLines : listHallLines;
    const answer = await list(c.get("ctx"), {
      ...asked,
      ...(shown ? { snapshot: shown.id } : {}),
      fairId: words.fair.id,
      cursor: cursorOf(c),
      limit: PAGE,
    });
    const called = figureWords(shown?.report.figures ?? ALL_FIGURES).name(asked.measure);
    const channels = await withNames(
      c,
      words.channels,
      answer.items.map(({ channel }) => channel),
    );
    const data = { ...words, channels, shown, called, items: answer.items, next: answer.nextCursor };
    return page(c, { title: `${REPORT.list(called)} · ${words.fair.title}`, audience }, (shell) => (
      <LinesPage shell={shell} data={data} />
    ));
  })
  .get("/union/fairs/:id/report/sheet.xlsx", FAIR_OFFICER, async (c) => {
    const words = await wordsFor(c);
    const { report } = await reportFor(c, words.fair);
    const channels = await withNames(c, words.channels, codesIn(report));
    const { name } = figureWords(report.figures);
    return answerReportSheet(c, "fair-report.xlsx", {
      report,
      dimensions: FAIR_DIMENSIONS,
      text: REPORT,
      measures: Object.fromEntries(MEASURES.map((measure) => [measure, name(measure)])),
      names: DIMENSION,
      valueOf: (dimension, value) => valueText({ ...words, channels }, dimension, value),
    });
  })
  .post("/union/fairs/:id/report", FAIR_HOST, async (c) => {
    const { label } = parse(SnapshotInput, { label: fieldText(await readForm(c), "label") });
    const { id } = await freezeReport(c.get("ctx"), { fairId: pathId(c), label });
    const back = { href: `/union/fairs/${pathId(c)}/report?snapshot=${id}`, text: REPORT.back };
    return page(c, { title: REPORT.title, audience }, () => (
      <DonePage title={REPORT.freezeDone} back={back} />
    ));
  });
