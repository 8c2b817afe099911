import { ImportFileError } from "../errors.ts";
import type { SheetRow } from "../types.ts";
import { JSON_COLUMNS, postingCells, postingsIn } from "./posting.ts";
import { JsonSplitter } from "./split.ts";
import type { Json } from "./values.ts";

/**
 * Yields the rows of schema.org JobPostings: one, an array, an @graph, an ItemList, or one per line. Row 0
 * has the property names; the postings follow as rows 1, 2, … in file order. Throws IMPORT_NO_ROWS without a
 * JobPosting.
 */
export async function* readJsonld(pieces: AsyncIterable<string>): AsyncGenerator<SheetRow> {
  const splitter = new JsonSplitter();
  let row = 0;
  function* rowsOf(values: unknown[]): Generator<SheetRow> {
    for (const value of values) {
      for (const posting of postingsIn(value as Json)) {
        if (row === 0) yield { row: 0, cells: [...JSON_COLUMNS] };
        // PostgreSQL text cannot hold NUL.
        const cells = postingCells(posting).map((cell) => cell.replaceAll("\0", "\uFFFD"));
        const read: SheetRow = { row: ++row, cells };
        if (cells.some((cell) => cell.includes("\uFFFD"))) read.suspect = true;
        yield read;
      }
    }
  }
  for await (const piece of pieces) yield* rowsOf(splitter.write(piece));
  yield* rowsOf(splitter.end());
  if (row === 0) throw new ImportFileError("IMPORT_NO_ROWS", "The file holds no JobPosting");
}
