import type { Context } from "hono";
import { statusOf } from "../../../../capabilities.ts";
import { getSite } from "../../../../cities/index.ts";
import {
  dryRun,
  getImport,
  type ImportView,
  listImportRows,
  listImports,
  MappingInput,
  RowsQuery,
  setMapping,
  stageImport,
  startImport,
  takeBackImport,
} from "../../../../imports/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { requireOfficer } from "../../../../platform/core/guard.ts";
import { readUpload } from "../../../../platform/files/index.ts";
import { type Env, Pages, UPLOAD_MAX } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldText,
  parse,
  pathId,
  readForm,
  refusedForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { IMPORTS, ROW_KIND, ROW_OUTCOME, ROW_PLAN } from "../../../text/imports/pages.ts";
import { reasonText } from "../../../text/imports/reasons.ts";
import { defaultValidThrough } from "../postings/default-validity.ts";
import { ImportPage } from "./import-page.tsx";
import { decisionsOf, employersOf, employerValues, longColumns } from "./mapping-form.tsx";
import { RowsPage } from "./rows-page.tsx";
import { UploadPage } from "./upload-page.tsx";

const cityImport = onRecord(OFFICER, "import", "city");
const audience = "union" as const;
const PAGE = 20;

/** Shows the upload page, with the error of the last file if there is one. */
async function uploadPage(
  c: Context<Env>,
  refused: { form: FormState; refusal: AppError | null } | null,
): Promise<Response> {
  const ctx = c.get("ctx");
  const mine = new Set(
    requireOfficer(ctx.actor).offices.flatMap((office) => (office.county === null ? [office.city] : [])),
  );
  const [{ items, nextCursor }, site] = await Promise.all([
    listImports(ctx, { cursor: refused ? undefined : cursorOf(c), limit: PAGE }),
    getSite(ctx),
  ]);
  const data = {
    cities: site.cities.filter(({ code }) => mine.has(code)),
    items,
    next: nextCursor,
    form: refused?.form ?? EMPTY_FORM,
    refusal: refused?.refusal ?? null,
  };
  const status = refused ? (refused.refusal && statusOf(refused.refusal) === 413 ? 413 : 422) : 200;
  return page(c, { title: IMPORTS.title, audience, status }, (shell) => (
    <UploadPage shell={shell} data={data} />
  ));
}

async function takeFile(c: Context<Env>): Promise<Response> {
  let fields: Fields = {};
  try {
    const upload = await readUpload(c.req.raw);
    fields = upload.fields;
    if (!upload.file)
      throw new AppError("INVALID_INPUT", { fields: [{ path: "file", code: "FILE_MISSING" }] });
    const source = fieldText(fields, "source");
    const staged = await stageImport(c.get("ctx"), {
      city: fieldText(fields, "city"),
      filename: upload.file.filename,
      body: upload.file.body,
      source: source ? { name: source, url: fieldText(fields, "sourceUrl") || null } : null,
      repost: fieldText(fields, "repost") === "true",
      maxBytes: UPLOAD_MAX,
    });
    return c.redirect(`/union/imports/${staged.id}`, 303);
  } catch (error) {
    const form = refusedForm(error, fields);
    if (form) return uploadPage(c, { form, refusal: null });
    const aboutFile =
      error instanceof AppError && (error.code.startsWith("IMPORT_") || statusOf(error) === 413);
    if (!aboutFile) throw error;
    return uploadPage(c, { form: { values: fields, errors: [] }, refusal: error });
  }
}

/** Returns the form values of a staged import: earlier decisions, else defaults. */
function formOf(view: ImportView, now: Date): FormState {
  const dated = view.sheets.some(({ columns }) => columns.some(({ field }) => field === "validThrough"));
  const first = view.plan === null && view.options.validThrough === null;
  return {
    values: {
      validThrough: view.options.validThrough ?? (first && !dated ? defaultValidThrough(now) : ""),
      fillDuties: view.options.fillDuties || (first && longColumns(view).length === 0) ? "1" : "",
      hiddenRows: view.options.hiddenRows ? "1" : "",
      ...employerValues(view),
      sourceName: view.sourceName ?? "",
      repost: view.repost ? "1" : "",
    },
    errors: [],
  };
}

const importPage = (c: Context<Env>, view: ImportView, form: FormState, status: 200 | 422 = 200) =>
  page(c, { title: view.filename, audience, status }, (shell) => (
    <ImportPage shell={shell} view={view} form={form} />
  ));

/** Saves the mapping and runs a dry run. Validation errors are shown on the same page. */
async function dryRunPage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const fields = await readForm(c);
  const before = await getImport(ctx, { id });
  return submitForm(
    fields,
    async () => {
      const input = parse(MappingInput, {
        mapping: decisionsOf(before, fields),
        options: {
          validThrough: fieldText(fields, "validThrough") || null,
          fillDuties: fieldText(fields, "fillDuties") === "1",
          employers: employersOf(before, fields),
          hiddenRows: fieldText(fields, "hiddenRows") === "1",
          sourceName: fieldText(fields, "sourceName") || null,
          repost: fieldText(fields, "repost") === "1",
        },
      });
      await setMapping(ctx, { id, ...input });
      await dryRun(ctx, { id });
      return c.redirect(`/union/imports/${id}#plan`, 303);
    },
    async (form) => {
      return importPage(c, await getImport(ctx, { id }), form, 422);
    },
  );
}

/** Returns the displayed name of the filter in the query; null if all rows are shown. */
const filterName = ({ plan, outcome, kind, reason }: RowsQuery): string | null =>
  (plan && ROW_PLAN[plan]) ||
  (outcome && ROW_OUTCOME[outcome]) ||
  (kind && ROW_KIND[kind]) ||
  (reason && reasonText(reason)) ||
  null;

/** Imports: upload, mapping, dry run, run, result. */
export const importPages = new Pages()
  .get("/union/imports", OFFICER, (c) => uploadPage(c, null))
  .post("/union/imports", OFFICER, takeFile)
  .get("/union/imports/:id", cityImport, async (c) => {
    const ctx = c.get("ctx");
    const view = await getImport(ctx, { id: pathId(c) });
    return importPage(c, view, formOf(view, ctx.clock.now()));
  })
  .post("/union/imports/:id/mapping", cityImport, dryRunPage)
  .post("/union/imports/:id/run", cityImport, async (c) => {
    const id = pathId(c);
    const publish = fieldText(await readForm(c), "publish") === "1";
    await startImport(c.get("ctx"), { id, publish });
    return c.redirect(`/union/imports/${id}`, 303);
  })
  .post("/union/imports/:id/take-back", cityImport, async (c) => {
    const id = pathId(c);
    await readForm(c);
    await takeBackImport(c.get("ctx"), { id });
    return c.redirect(`/union/imports/${id}`, 303);
  })
  .get("/union/imports/:id/rows", cityImport, async (c) => {
    const ctx = c.get("ctx");
    const id = pathId(c);
    const { before: _before, ...asked } = c.req.query();
    const { cursor, ...filter } = parse(RowsQuery, { ...asked, limit: PAGE });
    const [view, { items, nextCursor }] = await Promise.all([
      getImport(ctx, { id }),
      listImportRows(ctx, { id, cursor, ...filter }),
    ]);
    const data = { view, rows: items, behind: filterName(filter), next: nextCursor };
    return page(c, { title: `${data.behind ?? IMPORTS.allRows} · ${view.filename}`, audience }, (shell) => (
      <RowsPage shell={shell} data={data} />
    ));
  });
