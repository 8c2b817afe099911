import { ByteSource, concatBytes } from "./bytes.ts";
import { readCsv } from "./csv/read-csv.ts";
import { decodeChunks } from "./encoding.ts";
import { ImportFileError } from "./errors.ts";
import { readJsonld } from "./jsonld/read-jsonld.ts";
import { HEAD_BYTES, sniff } from "./sniff.ts";
import type { FileInfo, ReadOptions, SheetRow } from "./types.ts";
import { readXlsx } from "./xlsx/read-xlsx.ts";

const XLSX_BYTES_MAX = 64_000_000;

/**
 * Yields the rows of a job sheet in file order, titles and totals included, with verbatim cells. CSV and JSON
 * stream: `body` is read only as rows are requested. Of a workbook the packed archive is held in memory (64
 * MB by default), and its sheets stream.
 * Calls `onInfo` before the first row. Throws ImportFileError for an unreadable file; a bad row never throws.
 */
export async function* readRows(body: ReadableStream<Uint8Array>, o: ReadOptions): AsyncGenerator<SheetRow> {
  const source = new ByteSource(body, o.maxBytes);
  try {
    const head = await source.peek(HEAD_BYTES);
    const { format, encoding = "utf-8", misnamed } = sniff(head, o.filename);
    const info: FileInfo = { format, ...(misnamed ? { misnamed } : {}) };
    const tell = (more: Partial<FileInfo>) => o.onInfo?.({ ...info, ...more });
    if (format === "xlsx") yield* xlsxRows(source, o, tell);
    else {
      let settled = encoding;
      const pieces = decodeChunks(source.chunks(), encoding, (e) => {
        settled = e;
      });
      const rows =
        format === "jsonld"
          ? readJsonld(pieces)
          : csvRows(pieces, o, (delimiter) => tell({ encoding: settled, delimiter }));
      if (format === "jsonld") tell({ encoding });
      yield* limited(rows, o.maxRows);
    }
  } finally {
    await source.close();
  }
}

async function* xlsxRows(source: ByteSource, o: ReadOptions, tell: (more: Partial<FileInfo>) => void) {
  source.limit(o.maxBytes ?? XLSX_BYTES_MAX);
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.chunks()) chunks.push(chunk);
  yield* readXlsx(concatBytes(chunks), {
    ...(o.maxRows === undefined ? {} : { maxRows: o.maxRows }),
    onSheets: (sheets) => tell({ sheets }),
  });
}

function csvRows(pieces: AsyncIterable<string>, o: ReadOptions, onDelimiter: (delimiter: string) => void) {
  return readCsv(pieces, { ...(o.delimiter === undefined ? {} : { delimiter: o.delimiter }), onDelimiter });
}

async function* limited(
  rows: AsyncIterable<SheetRow>,
  maxRows = Number.POSITIVE_INFINITY,
): AsyncGenerator<SheetRow> {
  let filled = 0;
  for await (const row of rows) {
    if (row.cells.some((c) => c.trim() !== "")) filled++;
    if (filled > maxRows) {
      throw new ImportFileError("IMPORT_TOO_MANY_ROWS", `The file has more than ${maxRows} rows`, {
        limit: maxRows,
      });
    }
    yield row;
  }
}
