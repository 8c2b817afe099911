import type { FC } from "hono/jsx";
import { columnLetters, FIELDS, type ImportView } from "../../../../imports/index.ts";
import { Notice, Status, Table } from "../../../components/blocks.tsx";
import { Button, Check, Field, Form, type FormState } from "../../../components/forms.tsx";
import { type Fields, fieldText } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { FIELD_NAME, IMPORTS } from "../../../text/imports/pages.ts";
import { pathOf } from "./import-path.ts";
import { Unseen, unseenRows } from "./unseen-section.tsx";

/** A proposed column with a lower confidence than this (0 to 1) is marked as unsure. */
const SURE = 0.75;
type Sheet = ImportView["sheets"][number];
type Column = Sheet["columns"][number];

/**
 * Returns the form's field name of a column. It has the sheet's position, because the sheet's name may
 * contain anything.
 */
const inputName = (sheet: number, column: number) => `c${sheet}-${column}`;

/** Reads the mapping from the form: for each sheet, the posting field of each column. */
export function decisionsOf(view: ImportView, fields: Fields): Record<string, Record<string, string>> {
  return Object.fromEntries(
    view.sheets.map(({ sheet, columns }, at) => [
      sheet,
      Object.fromEntries(
        columns.flatMap(({ column }) => {
          const field = fieldText(fields, inputName(at, column));
          return field ? [[String(column), field] as const] : [];
        }),
      ),
    ]),
  );
}

const hasStruckCells = ({ plan }: ImportView) => (plan?.reasons.CELL_STRUCK ?? 0) > 0;

/** Returns the form's field name of the employer of all rows of a sheet. */
const employerName = (sheet: number) => `employer${sheet}`;

/** Returns the form's values for the employers of the sheets: the decided ones, else the proposed. */
export const employerValues = ({ sheets }: ImportView): Record<string, string> =>
  Object.fromEntries(
    sheets.map(({ employer, employerProposed }, at) => [
      employerName(at),
      employer ?? employerProposed ?? "",
    ]),
  );

/** Reads the employers of the sheets from the form. A sheet without such a field is absent. */
export const employersOf = ({ sheets }: ImportView, fields: Fields): Record<string, string> =>
  Object.fromEntries(
    sheets.flatMap(({ sheet }, at) =>
      fields[employerName(at)] === undefined ? [] : [[sheet, fieldText(fields, employerName(at))] as const],
    ),
  );

/** Returns the ignored columns of long texts, which may be duties. */
export const longColumns = ({ sheets }: ImportView): Column[] =>
  sheets.flatMap(({ columns }) => columns.filter(({ longIgnored }) => longIgnored));

/** Returns the name of a column, or its letters if it has none. */
export const columnName = ({ column, name }: Pick<Column, "column" | "name">): string => {
  const letters = columnLetters(column);
  return name === letters || name === "" ? IMPORTS.unseenColumn(letters, "") : name;
};

const Meaning: FC<{ name: string; column: Column }> = ({ name, column }) => (
  <>
    <select name={name} aria-label={`${columnName(column)}: ${IMPORTS.meaning}`}>
      {FIELDS.map((field) => (
        <option value={field} selected={field === column.field}>
          {FIELD_NAME[field]}
        </option>
      ))}
    </select>
    {column.field === column.proposed && column.confidence < SURE && column.field !== "ignored" ? (
      <>
        {" "}
        <Status kind="waiting">{IMPORTS.unsure}</Status>
      </>
    ) : null}
  </>
);

const SheetTable: FC<{ form: FormState; sheet: Sheet; at: number; own: boolean }> = ({
  form,
  sheet,
  at,
  own,
}) => (
  <>
    <p class="quiet">
      {sheet.titles.length > 0 ? `${IMPORTS.titles}: ${sheet.titles.join(" / ")}。` : ""}
      {sheet.unnamed ? null : IMPORTS.headerRow(sheet.headerRow)}
    </p>
    {sheet.unnamed ? <Notice kind="waiting">{IMPORTS.noHeader}</Notice> : null}
    <Table
      caption={IMPORTS.sheet(sheet.sheet)}
      columns={[
        {
          head: IMPORTS.column,
          cell: (column: Column) => (
            <>
              <b>{columnName(column)}</b>{" "}
              {column.hidden ? <Status kind="stopped">{IMPORTS.hiddenColumn}</Status> : null}
              {column.longIgnored ? <Status kind="waiting">{IMPORTS.longColumn}</Status> : null}
            </>
          ),
        },
        {
          head: IMPORTS.samples,
          cell: (column: Column) => <span class="quiet small">{column.samples.join(" ｜ ")}</span>,
        },
        {
          head: IMPORTS.meaning,
          cell: (column: Column) => <Meaning name={inputName(at, column.column)} column={column} />,
        },
      ]}
      rows={sheet.columns}
    />
    {own || sheet.columns.some(({ field }) => field === "enterpriseName") ? null : (
      <Field
        form={form}
        name={employerName(at)}
        label={IMPORTS.employerOfAll}
        hint={IMPORTS.employerOfAllHint}
        maxlength={200}
      />
    )}
  </>
);

/** The mapping form; its button starts a dry run. */
export const MappingForm: FC<{ shell: Shell; view: ImportView; form: FormState }> = ({
  shell,
  view,
  form,
}) => (
  <Form action={`${pathOf(view)}/mapping`} csrf={shell.csrf}>
    <h2>{IMPORTS.found}</h2>
    <p>{IMPORTS.mappingHint}</p>
    {view.plan ? null : <Unseen view={view} />}
    {longColumns(view).length > 0 ? (
      <Notice kind="waiting">{IMPORTS.longColumns(longColumns(view).map(columnName))}</Notice>
    ) : null}
    {view.sheets.map((sheet, at) => (
      <SheetTable form={form} sheet={sheet} at={at} own={view.enterpriseId !== null} />
    ))}
    <h2>{IMPORTS.fill}</h2>
    <Field
      form={form}
      name="validThrough"
      label={IMPORTS.validThrough}
      hint={IMPORTS.validThroughHint}
      type="date"
    />
    <Check name="fillDuties" checked={form.values.fillDuties === "1"}>
      {IMPORTS.fillDuties}
    </Check>
    {unseenRows(view) > 0 || hasStruckCells(view) || form.values.hiddenRows ? (
      <Check name="hiddenRows" checked={form.values.hiddenRows === "1"}>
        {IMPORTS.takeHidden(unseenRows(view))}
      </Check>
    ) : null}
    {view.enterpriseId === null ? (
      <>
        <Field
          form={form}
          name="sourceName"
          label={IMPORTS.source}
          hint={IMPORTS.sourceHint}
          maxlength={120}
        />
        <Check name="repost" checked={form.values.repost === "1"}>
          {IMPORTS.repost}
        </Check>
      </>
    ) : null}
    <Button kind={view.plan ? "secondary" : "primary"}>
      {view.plan ? IMPORTS.dryRunAgain : IMPORTS.dryRun}
    </Button>
  </Form>
);
