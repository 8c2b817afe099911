import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { boot } from "../../src/boot.ts";
import { homeCityOf } from "../../src/cities/index.ts";
import {
  columnLetters,
  dryRun,
  FIELDS,
  type Field,
  getImport,
  type ImportView,
  listImportRows,
  runImport,
  setMapping,
  stageImport,
  startImport,
} from "../../src/imports/index.ts";
import { type RequestContext, systemContext } from "../../src/platform/context.ts";
import { AppError } from "../../src/platform/core/errors.ts";
import { IsoDate } from "../../src/platform/core/schema.ts";
import { readNodeConfig } from "../../src/platform/start/node-config.ts";
import { describe } from "../../src/web/text/errors/index.ts";
import { IMPORTS, ROW_OUTCOME, ROW_PLAN } from "../../src/web/text/imports/pages.ts";
import { reasonText } from "../../src/web/text/imports/reasons.ts";
import { IMPORT_COMMAND as TEXT } from "../../src/web/text/terminal/import.ts";
import { drainAll } from "../drain.ts";
import { fileStream } from "./file-stream.ts";
import { runCommand, UsageError } from "./run-command.ts";

const SHOWN = 20;
const TICK_MS = 500;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        city: { type: "string" },
        file: { type: "string" },
        "dry-run": { type: "boolean", default: false },
        publish: { type: "boolean", default: false },
        source: { type: "string" },
        "source-url": { type: "string" },
        repost: { type: "boolean", default: false },
        "valid-through": { type: "string" },
        "fill-duties": { type: "boolean", default: false },
        hidden: { type: "boolean", default: false },
        employer: { type: "string" },
        map: { type: "string", multiple: true, default: [] },
      },
    });
    const { city, file } = values;
    if (!city || !file) throw new UsageError("--city, --file");
    const until = values["valid-through"];
    if (until !== undefined && !IsoDate.safeParse(until).success)
      throw new UsageError(`--valid-through ${until}: YYYY-MM-DD`);
    return { ...values, city, file };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
type Options = ReturnType<typeof options>;

/** Parses pairs `列名=field` (column name, field) into a mapping of every column with that name. */
function mappingOf(view: ImportView, pairs: string[]) {
  const mapping: Record<string, Record<string, Field>> = {};
  for (const pair of pairs) {
    const at = pair.lastIndexOf("=");
    const name = pair.slice(0, at);
    const field = FIELDS.find((known) => known === pair.slice(at + 1));
    if (!field) throw new UsageError(TEXT.noField(pair.slice(at + 1)));
    const found = view.sheets.flatMap(({ sheet, columns }) =>
      columns
        .filter((column) => column.name === name || columnLetters(column.column) === name)
        .map(({ column }) => ({ sheet, column })),
    );
    if (found.length === 0) throw new UsageError(TEXT.noColumn(name));
    for (const { sheet, column } of found) mapping[sheet] = { ...mapping[sheet], [String(column)]: field };
  }
  return mapping;
}

/**
 * Prints the progress of an import while `work` runs. Reads it from the database, so that the rows of other
 * workers count too.
 */
async function watched<T>(ctx: RequestContext, id: string, work: Promise<T>): Promise<T> {
  let shown = -1;
  const timer = setInterval(() => {
    void getImport(ctx, { id }).then(
      ({ rows }) => {
        if (rows.done !== shown) console.log(TEXT.progress(rows.done, rows.data));
        shown = rows.done;
      },
      () => clearInterval(timer),
    );
  }, TICK_MS);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

function tell(heading: string, counts: Record<string, number>, words: (code: string) => string): void {
  console.log(heading);
  for (const [code, n] of Object.entries(counts).sort((a, b) => b[1] - a[1]))
    console.log(`  ${String(n).padStart(7)}  ${words(code)}`);
}

async function tellRefused(ctx: RequestContext, id: string, behind: "plan" | "outcome"): Promise<void> {
  const filter = behind === "plan" ? ({ plan: "refuse" } as const) : ({ outcome: "refused" } as const);
  const { items, nextCursor } = await listImportRows(ctx, { id, ...filter, limit: SHOWN });
  if (items.length === 0) return;
  console.log(TEXT.refused);
  for (const row of items) {
    const why = row.reasons.map(({ column, code }) => `${column ? `${column}: ` : ""}${reasonText(code)}`);
    console.log(`  ${IMPORTS.rowAt(row.sheet, row.row)}  ${why.join("；")}`);
  }
  if (nextCursor) console.log(TEXT.more);
}

/** Prints the columns of tables without a header, which a person must map. */
function tellColumns({ sheets }: ImportView): void {
  const columns = sheets.filter(({ unnamed }) => unnamed).flatMap((sheet) => sheet.columns);
  if (columns.length > 0) console.log(TEXT.columns);
  for (const { column, proposed, samples } of columns)
    console.log(TEXT.columnSeen(columnLetters(column), proposed, samples));
}

async function importFile(ctx: RequestContext, o: Options): Promise<void> {
  const staged = await stageImport(ctx, {
    city: o.city,
    filename: basename(o.file),
    body: fileStream(o.file),
    source: o.source ? { name: o.source, url: o["source-url"] ?? null } : null,
    repost: o.repost,
  });
  const { id } = staged;
  console.log(TEXT.read(staged.filename, staged.rows.staged, staged.rows.data));
  if (o.map.length === 0) tellColumns(staged);
  await setMapping(ctx, {
    id,
    mapping: mappingOf(staged, o.map),
    options: {
      fillDuties: o["fill-duties"],
      validThrough: o["valid-through"] ?? null,
      hiddenRows: o.hidden,
      ...(o.employer
        ? { employers: Object.fromEntries(staged.sheets.map(({ sheet }) => [sheet, o.employer ?? ""])) }
        : {}),
    },
  });
  if (o["dry-run"]) {
    const { plan } = await dryRun(ctx, { id });
    tell(TEXT.plan, plan?.rows ?? {}, (code) => ROW_PLAN[code] ?? code);
    tell("", plan?.reasons ?? {}, reasonText);
    return tellRefused(ctx, id, "plan");
  }
  await startImport(ctx, { id, publish: o.publish });
  await watched(ctx, id, runImport(ctx, { importId: id }));
  const { result } = await getImport(ctx, { id });
  tell(TEXT.result, result?.rows ?? {}, (code) => ROW_OUTCOME[code] ?? code);
  tell("", result?.reasons ?? {}, reasonText);
  await tellRefused(ctx, id, "outcome");
  if (o.publish) console.log(TEXT.published(result?.published ?? 0));
}

/** `npm run import`: imports a file of any size as a city's drafts, into the running program's database. */
async function main(): Promise<void> {
  const o = options();
  if (!(await stat(o.file).catch(() => null))?.isFile()) throw new UsageError(TEXT.noFile(o.file));
  const config = { ...readNodeConfig(), logLevel: "warn" as const };
  const booted = await boot(config, { join: true, mustExist: true, max: 4 });
  if (!booted.embedded && !config.databaseUrl) console.log(TEXT.joined);
  try {
    const ctx = systemContext(booted.services, "import");
    if ((await homeCityOf(ctx.db, o.city)) !== o.city) throw new UsageError(TEXT.noCity(o.city));
    await importFile(ctx, o);
    await drainAll(booted.services);
  } finally {
    await booted.close();
  }
}

/** Returns the text of an error that an import may meet, with the command's usage or the faulty fields. */
function explain(error: unknown): string | undefined {
  if (error instanceof UsageError) return `${error.message}\n${TEXT.usage}`;
  if (!(error instanceof AppError)) return undefined;
  const { title, detail } = describe(error.code);
  const fields = (error.detail.fields ?? []).map(({ path, code }) => `  ${path}: ${reasonText(code)}`);
  return [`${error.code} ${title}`, detail, ...fields].join("\n");
}

runCommand(main, explain);
