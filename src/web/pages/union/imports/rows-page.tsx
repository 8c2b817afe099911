import type { FC } from "hono/jsx";
import type { Field, ImportRowView, ImportView } from "../../../../imports/index.ts";
import { Empty, Facts, Pages, Table } from "../../../components/blocks.tsx";
import type { Shell } from "../../../layout.tsx";
import { IMPORTS, ROW_KIND, ROW_OUTCOME, ROW_PLAN } from "../../../text/imports/pages.ts";
import { reasonText } from "../../../text/imports/reasons.ts";
import { remarkDetail } from "../../../text/union/pages.ts";
import { pathOf } from "./import-path.ts";
import { columnName } from "./mapping-form.tsx";

type RowsData = {
  view: ImportView;
  rows: ImportRowView[];
  /** Displayed name of the filter; null if all rows are shown. */
  behind: string | null;
  next: string | null;
};

const columnsOf = (view: ImportView, row: ImportRowView) =>
  view.sheets.find(({ sheet }) => sheet === row.sheet)?.columns ?? [];

/** Returns the cell of a field; empty if the sheet has no such column. */
function cellOf(view: ImportView, row: ImportRowView, field: Field): string {
  const column = columnsOf(view, row).find((one) => one.field === field);
  return column ? (row.cells[column.column] ?? "") : "";
}

function summary(view: ImportView, row: ImportRowView): string {
  if (row.kind !== "data") return `${ROW_KIND[row.kind]}: ${row.cells.filter(Boolean).join(" ")}`;
  return [cellOf(view, row, "title"), cellOf(view, row, "enterpriseName")].filter(Boolean).join(" · ");
}

const Cells: FC<{ view: ImportView; row: ImportRowView }> = ({ view, row }) => (
  <details>
    <summary>{summary(view, row) || IMPORTS.cells}</summary>
    <Facts
      items={row.cells.map((value, at) => ({
        term: columnName(
          columnsOf(view, row).find(({ column }) => column === at) ?? { column: at, name: "" },
        ),
        value,
      }))}
    />
  </details>
);

const Reasons: FC<{ row: ImportRowView }> = ({ row }) => (
  <ul class="list">
    {row.reasons.map(({ column, code, text }) => (
      <li>
        {column ? `${column}: ` : ""}
        {reasonText(code)}
        {text ? <span class="quiet small"> {remarkDetail(code, text)}</span> : null}
      </li>
    ))}
  </ul>
);

const decided = (row: ImportRowView) =>
  row.outcome ? ROW_OUTCOME[row.outcome] : row.plan ? ROW_PLAN[row.plan] : "";

/** The rows of an imported file, with outcome and reasons. */
export const RowsPage: FC<{ shell: Shell; data: RowsData }> = ({
  shell,
  data: { view, rows, behind, next },
}) => (
  <>
    <p>
      <a href={pathOf(view)}>{IMPORTS.back}</a>
    </p>
    <h1>{behind ?? IMPORTS.allRows}</h1>
    <p class="quiet">{view.filename}</p>
    {rows.length === 0 ? (
      <Empty text={IMPORTS.noRows} />
    ) : (
      <Table
        caption={behind ?? IMPORTS.allRows}
        columns={[
          {
            head: IMPORTS.row,
            cell: (row: ImportRowView) => IMPORTS.rowAt(row.sheet, row.row),
          },
          { head: IMPORTS.what, cell: (row: ImportRowView) => <Cells view={view} row={row} /> },
          { head: IMPORTS.outcome, cell: decided },
          { head: IMPORTS.why, cell: (row: ImportRowView) => <Reasons row={row} /> },
        ]}
        rows={rows}
      />
    )}
    <Pages shell={shell} next={next} />
  </>
);
