import { type Cell, toCsv, toXlsx, XLSX } from "./sheets.ts";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: XLSX,
} as const;

/** Returns rows as a file to download, which no cache keeps; the first row is the header. */
export async function sheetDownload(
  rows: readonly (readonly Cell[])[],
  { name, format }: { name: string; format: keyof typeof TYPES },
): Promise<Response> {
  const body = format === "csv" ? toCsv(rows) : await toXlsx({ name, rows });
  return new Response(body as BodyInit, {
    headers: {
      "content-type": TYPES[format],
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}.${format}`,
      "cache-control": "no-store",
    },
  });
}
