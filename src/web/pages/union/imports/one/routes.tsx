import type { Context } from "hono";
import {
  dryRun,
  getImport,
  type ImportView,
  listImportRows,
  MappingInput,
  RowsQuery,
  setMapping,
  startImport,
  takeBackImport,
} from "../../../../../imports/index.ts";
import type { Policy } from "../../../../../platform/core/policy.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import type { FormState } from "../../../../components/forms.tsx";
import { fieldText, parse, pathId, readForm, submitForm } from "../../../../forms.ts";
import type { Audience } from "../../../../layout.tsx";
import { page } from "../../../../page.tsx";
import { IMPORTS, ROW_KIND, ROW_OUTCOME, ROW_PLAN } from "../../../../text/imports/pages.ts";
import { reasonText } from "../../../../text/imports/reasons.ts";
import { defaultValidThrough } from "../../postings/default-validity.ts";
import { ImportPage } from "../import-page.tsx";
import { decisionsOf, employersOf, employerValues, longColumns } from "../mapping-form.tsx";
import { RowsPage } from "../rows-page.tsx";

/** The pages of one import: of a union, or of an enterprise with its own sheet. */
export type ImportDesk = { base: string; audience: Audience; policy: Policy };

const PAGE = 20;

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

/** Returns the displayed name of the filter in the query; null if all rows are shown. */
const filterName = ({ plan, outcome, kind, reason }: RowsQuery): string | null =>
  (plan && ROW_PLAN[plan]) ||
  (outcome && ROW_OUTCOME[outcome]) ||
  (kind && ROW_KIND[kind]) ||
  (reason && reasonText(reason)) ||
  null;

/** Pages of one import: mapping, dry run, run, result, rows. */
export function importPagesOf({ base, audience, policy }: ImportDesk): Pages {
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
        return c.redirect(`${base}/${id}#plan`, 303);
      },
      async (form) => importPage(c, await getImport(ctx, { id }), form, 422),
    );
  }

  return new Pages()
    .get(`${base}/:id`, policy, async (c) => {
      const ctx = c.get("ctx");
      const view = await getImport(ctx, { id: pathId(c) });
      return importPage(c, view, formOf(view, ctx.clock.now()));
    })
    .post(`${base}/:id/mapping`, policy, dryRunPage)
    .post(`${base}/:id/run`, policy, async (c) => {
      const id = pathId(c);
      const publish = fieldText(await readForm(c), "publish") === "1";
      await startImport(c.get("ctx"), { id, publish });
      return c.redirect(`${base}/${id}`, 303);
    })
    .post(`${base}/:id/take-back`, policy, async (c) => {
      const id = pathId(c);
      await readForm(c);
      await takeBackImport(c.get("ctx"), { id });
      return c.redirect(`${base}/${id}`, 303);
    })
    .get(`${base}/:id/rows`, policy, async (c) => {
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
}
