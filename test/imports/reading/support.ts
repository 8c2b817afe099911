import { existsSync, readFileSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";
import {
  type FileInfo,
  type Layout,
  type ReadOptions,
  readRows,
  readTable,
  type SheetRow,
  type TableRow,
} from "../../../src/imports/reading/index.ts";

/** Returns a sample of the workbook that unions circulate before a fair. */
export const fairSheet = (): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL("../../fixtures/fair-postings-sample.xlsx", import.meta.url)));

/** Returns the bytes of a file in the folder `shared/data` outside the project, or null if it is absent. */
export function sharedFile(name: string): Uint8Array<ArrayBuffer> | null {
  const url = new URL(`../../../../../shared/data/${name}`, import.meta.url);
  return existsSync(url) ? new Uint8Array(readFileSync(url)) : null;
}

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Returns a stream of the bytes in chunks of `size` bytes. */
export function streamOf(bytes: Uint8Array, size = 65_536): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.subarray(at, at + size));
        at += size;
      },
    },
    { highWaterMark: 0 },
  );
}

const stream = (content: string | Uint8Array, size?: number) =>
  streamOf(typeof content === "string" ? utf8(content) : content, size);

/** Reads a small file. Returns all its rows and what the reader found out about the file. */
export async function rowsOf(content: string | Uint8Array, o: Partial<ReadOptions> & { size?: number } = {}) {
  const rows: SheetRow[] = [];
  let info: FileInfo | undefined;
  const { size, ...options } = o;
  const told = { filename: "a.csv", ...options, onInfo: (i: FileInfo) => (info = i) };
  for await (const row of readRows(stream(content, size), told)) rows.push(row);
  return { rows, info, cells: rows.map((row) => row.cells) };
}

/** Reads a small file. Returns its rows, each with a kind, and the layout of its columns. */
export async function tableOf(content: string | Uint8Array, filename = "a.csv", size?: number) {
  const rows: TableRow[] = [];
  const layouts: Layout[] = [];
  const o = { filename, onLayout: (l: Layout) => layouts.push(l) };
  for await (const row of readTable(stream(content, size), o)) rows.push(row);
  const [layout] = layouts;
  if (!layout) throw new Error("no layout was told");
  const data = rows.filter((row) => row.kind === "data");
  return { rows, data, layout, layouts, kinds: rows.map((row) => row.kind) };
}

/** Returns the field of each column of a layout, in order; an empty string for a column without a field. */
export function fieldsOf(layout: Layout): string[] {
  return layout.header.map((_, column) => layout.mapping[column]?.field ?? "");
}

/**
 * Returns the code and detail of the ImportFileError that `read` throws, or the code "read" if it succeeds.
 */
export async function failure(
  read: Promise<unknown>,
): Promise<{ code: string; detail: Record<string, unknown> }> {
  try {
    await read;
  } catch (error) {
    if (error instanceof Error && "code" in error && "detail" in error) {
      return { code: String(error.code), detail: { ...(error.detail as object) } };
    }
    throw error;
  }
  return { code: "read", detail: {} };
}

export const csvText = (rows: string[][], delimiter = ",", eol = "\n") =>
  rows.map((row) => row.map((cell) => csvCell(cell)).join(delimiter) + eol).join("");

const csvCell = (cell: string) =>
  /[",;\t|，\r\n]|^ | $/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

let gbTable: Map<string, number[]> | null = null;

/**
 * Encodes a text as GB18030. Two-byte and four-byte codes come from the inverted decoder; codes of the other
 * planes are calculated.
 */
export function gb18030(text: string): Uint8Array {
  gbTable ??= reverseGb18030();
  const bytes: number[] = [];
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(gbTable.get(c) ?? fourBytes(code - 0x10000 + 189_000)));
  }
  return Uint8Array.from(bytes);
}

function fourBytes(linear: number): number[] {
  const last = (linear % 10) + 0x30;
  const third = (Math.floor(linear / 10) % 126) + 0x81;
  const second = (Math.floor(linear / 1260) % 10) + 0x30;
  return [Math.floor(linear / 12_600) + 0x81, second, third, last];
}

function reverseGb18030(): Map<string, number[]> {
  const decoder = new TextDecoder("gb18030");
  const table = new Map<string, number[]>();
  const add = (bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    const one = [...text].length === 1;
    // The decoder returns U+FFFD for every invalid code, so the valid code of U+FFFD is set below.
    if (one && text !== "\uFFFD" && !table.has(text)) table.set(text, bytes);
  };
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) add([lead, trail]);
  }
  for (let linear = 0; linear < 39_420; linear++) add(fourBytes(linear));
  table.set("\uFFFD", [0x84, 0x31, 0xa4, 0x37]);
  return table;
}

export type ZipFile = { name: string; content: Uint8Array; declared?: number };

/** Builds a ZIP archive. `declared` replaces the true unpacked size in the archive's headers. */
export function zip(files: ZipFile[]): Uint8Array {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared = content.length } of files) {
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declared, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    parts.push(Buffer.from("PK\x03\x04"), fields, Buffer.from(name), packed);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\x01\x02\x14\x00"), fields, entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...parts, directory, Buffer.from("PK\x05\x06"), end]));
}

export type TestSheet = {
  name: string;
  state?: "hidden" | "veryHidden";
  /**
   * Texts of cells. After the prefix `raw:` the text is the cell's XML, in which REF means the cell's
   * reference.
   */
  rows: (string | null)[][];
  merges?: string[];
  /** Attributes of rows, by row number, such as `hidden="1"`. */
  rowAttributes?: Record<number, string>;
  /** XML before the rows, such as `<cols>…</cols>`. */
  before?: string;
};

/** Returns a cell whose style strikes the text out, in a workbook without number formats. */
export const struckOut = (text: string) =>
  `raw:<c r="REF" s="1" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;

/**
 * Builds a workbook with inline strings. `formats` are number formats, to which raw cells refer by s="1",
 * s="2", … The style after the last format strikes the text out.
 */
export function xlsx(sheets: TestSheet[], formats: string[] = []): Uint8Array {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const rels = (body: string) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${body}</Relationships>`;
  const names = sheets.map(
    (s, i) => `<sheet name="${s.name}" sheetId="${i + 1}" state="${s.state ?? "visible"}" r:id="s${i}"/>`,
  );
  const links = sheets.map(
    (_, i) => `<Relationship Id="s${i}" Type="${r}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const types =
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
  const numFmts = formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escapeXml(code)}"/>`);
  const xfs = [...formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`), '<xf numFmtId="0" fontId="1"/>'];
  const files: [string, string][] = [
    ["[Content_Types].xml", types],
    ["_rels/.rels", rels(`<Relationship Id="w" Type="${r}/officeDocument" Target="xl/workbook.xml"/>`)],
    ["xl/workbook.xml", `<workbook ${main} xmlns:r="${r}"><sheets>${names.join("")}</sheets></workbook>`],
    [
      "xl/_rels/workbook.xml.rels",
      rels(`${links.join("")}<Relationship Id="st" Type="${r}/styles" Target="/xl/styles.xml"/>`),
    ],
    [
      "xl/styles.xml",
      `<styleSheet ${main}><numFmts>${numFmts.join("")}</numFmts><fonts><font/><font><b/><strike/></font></fonts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join("")}</cellXfs></styleSheet>`,
    ],
    ...sheets.map((s, i): [string, string] => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(s, main)]),
  ];
  return zip(files.map(([name, text]) => ({ name, content: utf8(text) })));
}

function sheetXml(sheet: TestSheet, main: string): string {
  const rows = sheet.rows.map((cells, i) => {
    const xml = cells.map((text, column) =>
      text === null ? "" : cellXml(text, `${columnName(column)}${i + 1}`),
    );
    const attributes = sheet.rowAttributes?.[i + 1] ?? "";
    return cells.length === 0 ? "" : `<row r="${i + 1}" ${attributes}>${xml.join("")}</row>`;
  });
  const merges = sheet.merges?.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
  return `<worksheet ${main}>${sheet.before ?? ""}<sheetData>${rows.join("")}</sheetData>${merges ? `<mergeCells>${merges}</mergeCells>` : ""}</worksheet>`;
}

function cellXml(text: string, reference: string): string {
  if (text.startsWith("raw:")) return text.slice(4).replace("REF", reference);
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

const columnName = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);

const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
