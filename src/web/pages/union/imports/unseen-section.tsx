import type { FC } from "hono/jsx";
import { columnLetters, type ImportView } from "../../../../imports/index.ts";
import { LinkList, Notice } from "../../../components/blocks.tsx";
import { IMPORTS, ROW_KIND } from "../../../text/imports/pages.ts";
import { pathOf } from "./import-path.ts";

/** Number of rows that are left out because a person does not see them, or sees them struck out. */
export const unseenRows = ({ counts }: ImportView): number => (counts.hidden ?? 0) + (counts.struck ?? 0);

/** Names the hidden rows, columns and sheets that are left out. Shows nothing if there are none. */
export const Unseen: FC<{ view: ImportView }> = ({ view }) => {
  const columns = view.sheets.flatMap((sheet) =>
    sheet.columns.filter(({ hidden, field }) => hidden && field === "ignored"),
  );
  const sheets = view.skippedSheets.filter(({ why }) => why === "hidden").map(({ name }) => name);
  const rows = (["hidden", "struck"] as const).filter((kind) => (view.counts[kind] ?? 0) > 0);
  if (columns.length + sheets.length + rows.length === 0) return null;
  return (
    <Notice kind="waiting">
      <p>
        <b>{IMPORTS.unseenHeading}</b>
      </p>
      {rows.length > 0 ? (
        <LinkList
          items={rows.map((kind) => ({
            href: `${pathOf(view)}/rows?kind=${kind}`,
            text: ROW_KIND[kind] ?? kind,
            count: IMPORTS.count(view.counts[kind] ?? 0),
          }))}
        />
      ) : null}
      {columns.length > 0 ? (
        <p>
          {IMPORTS.unseenColumns(
            columns.map(({ column, name }) => IMPORTS.unseenColumn(columnLetters(column), name)),
          )}
        </p>
      ) : null}
      {sheets.length > 0 ? <p>{IMPORTS.unseenSheets(sheets)}</p> : null}
    </Notice>
  );
};
