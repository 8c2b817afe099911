import { ImportFileError } from "../errors.ts";
import type { SheetRow } from "../types.ts";
import { declaredDelimiter, findDelimiter } from "./delimiter.ts";
import { parseRecord } from "./record.ts";

const HEAD_CHARS = 32_768;
/** Longest accepted record in characters. The limit bounds the memory. */
const RECORD_CHARS_MAX = 4_000_000;

/**
 * Yields the rows of a CSV text that arrives in chunks. Holds at most one chunk and one unfinished record.
 * `row` is the line where the record starts; line ends inside quotes count.
 */
export async function* readCsv(
  pieces: AsyncIterable<string>,
  o: { delimiter?: string; onDelimiter?: (delimiter: string) => void } = {},
): AsyncGenerator<SheetRow> {
  let delimiter = o.delimiter ?? null;
  let text = "";
  let line = 1;
  const settle = (whole: boolean) => {
    const declared = declaredDelimiter(text);
    if (declared) {
      text = text.slice(declared.skip);
      line = 2;
    }
    const settled = delimiter ?? declared?.delimiter ?? findDelimiter(text, whole);
    o.onDelimiter?.(settled);
    return settled;
  };
  let settled: string | null = null;
  function* drain(separator: string, final: boolean): Generator<SheetRow> {
    let at = 0;
    while (at < text.length) {
      const record = parseRecord(text, at, { delimiter: separator, final });
      if (!record) break;
      yield toRow(record.cells, line, record.unclosed);
      line += record.lines;
      at = record.next;
    }
    text = text.slice(at);
    if (text.length > RECORD_CHARS_MAX) {
      throw new ImportFileError("IMPORT_NOT_A_TABLE", "A line is too long for a table", {
        kind: "line",
        line,
      });
    }
  }
  for await (const piece of pieces) {
    text += piece;
    if (settled === null) {
      if (text.length < HEAD_CHARS) continue;
      settled = settle(false);
    }
    yield* drain(settled, false);
  }
  delimiter = settled ?? settle(true);
  yield* drain(delimiter, true);
}

function toRow(cells: string[], row: number, unclosed: boolean): SheetRow {
  const read: SheetRow = { row, cells };
  if (cells.some((c) => c.includes("\uFFFD"))) read.suspect = true;
  if (unclosed) read.slipped = "unclosedQuote";
  return read;
}
