import type { Page, PageRequest } from "../../core/cursor.ts";
import { sheetDownload } from "./sheet-download.ts";
import type { Cell } from "./sheets.ts";

/** Number of items read at once, and the most that a file has. */
const PAGE = 100;
const ITEMS_MAX = 10_000;

type ListSheet<T> = {
  name: string;
  format: "csv" | "xlsx";
  head: readonly string[];
  list: (asked: PageRequest) => Promise<Page<T>>;
  row: (item: T) => readonly Cell[];
  /** Text of the last row of a file that does not have all items. */
  cut: (max: number) => string;
};

/** Returns a list as a file, read page by page. A file ends after 10,000 items, and then says so. */
export async function listSheet<T>({ name, format, head, list, row, cut }: ListSheet<T>): Promise<Response> {
  const rows: (readonly Cell[])[] = [head];
  let cursor: string | undefined;
  do {
    const page = await list({ cursor, limit: PAGE });
    rows.push(...page.items.map(row));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && rows.length <= ITEMS_MAX);
  if (cursor) rows.push([cut(ITEMS_MAX)]);
  return sheetDownload(rows, { name, format });
}
