import { ImportFileError } from "../errors.ts";
import { type NumberStyle, showsNothing } from "./display.ts";
import { type CellText, RichText } from "./rich-text.ts";
import { attribute, isTrue, XmlScanner } from "./xml.ts";
import { unpack, type ZipEntry, zipEntries } from "./zip.ts";

/**
 * Highest accepted unpacked size of a sheet, and of all visible sheets together. A sheet of 20,000 rows is
 * about 30 MB of XML.
 */
export const SHEET_BYTES_MAX = 256_000_000;
const PART_BYTES_MAX = 64_000_000;

/** Style of cells. `unseen` is true if it strikes the text out or shows nothing. */
export type CellStyle = NumberStyle & { unseen: boolean };

export type Workbook = {
  sheets: { name: string; hidden: boolean; entry: ZipEntry }[];
  strings: CellText[];
  styles: CellStyle[];
  date1904: boolean;
};

type Parts = Map<string, ZipEntry>;

/**
 * Reads the parts of a workbook that all sheets share: sheet names and files, shared strings, number formats.
 */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const parts = zipEntries(bytes);
  const root = await relations(parts, "_rels/.rels", "");
  const path = root.find((r) => r.type === "officeDocument")?.target ?? "xl/workbook.xml";
  const entry = parts.get(path);
  if (!entry || !/workbook[^/]*\.xml$/i.test(path)) {
    throw new ImportFileError("IMPORT_NOT_A_TABLE", "The archive holds no workbook", { kind: "archive" });
  }
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const links = await relations(parts, `${folder}_rels/${path.slice(folder.length)}.rels`, folder);
  const linked = (type: string) => parts.get(links.find((r) => r.type === type)?.target ?? "");
  const sheets: Workbook["sheets"] = [];
  let date1904 = false;
  await scan(entry, (name, tag) => {
    if (name === "workbookPr") date1904 = /^(1|true)$/.test(attribute(tag, "date1904") ?? "");
    if (name !== "sheet") return;
    const id = attribute(tag, "(?:\\w+:)?id");
    const part = parts.get(links.find((r) => r.id === id && r.type === "worksheet")?.target ?? "");
    const state = attribute(tag, "state") ?? "visible";
    if (part) sheets.push({ name: attribute(tag, "name") ?? "", hidden: state !== "visible", entry: part });
  });
  const total = sheets.reduce((sum, sheet) => sum + (sheet.hidden ? 0 : sheet.entry.size), 0);
  if (total > SHEET_BYTES_MAX) {
    throw new ImportFileError("IMPORT_TOO_LARGE", "The sheets unpack to too much", {
      limit: SHEET_BYTES_MAX,
    });
  }
  return {
    sheets,
    date1904,
    strings: await sharedStrings(linked("sharedStrings")),
    styles: await styles(linked("styles")),
  };
}

type Relation = { id: string | null; type: string; target: string };

async function relations(parts: Parts, path: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = [];
  await scan(parts.get(path), (name, tag) => {
    if (name !== "Relationship") return;
    const type = attribute(tag, "Type") ?? "";
    const target = attribute(tag, "Target") ?? "";
    found.push({
      id: attribute(tag, "Id"),
      type: type.slice(type.lastIndexOf("/") + 1),
      target: resolve(folder, target),
    });
  });
  return found;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const path: string[] = [];
  for (const step of `${folder}${target}`.split("/")) {
    if (step === "..") path.pop();
    else if (step !== ".") path.push(step);
  }
  return path.join("/");
}

async function scan(entry: ZipEntry | undefined, open: (name: string, tag: string) => void): Promise<void> {
  if (!entry) return;
  const scanner = new XmlScanner({ open, text: () => undefined, close: () => undefined });
  for await (const piece of textOf(entry, PART_BYTES_MAX)) scanner.write(piece);
}

/** Yields the text of an archive entry in chunks. Decodes UTF-16 if a byte order mark says so, else UTF-8. */
export async function* textOf(entry: ZipEntry, maxBytes: number): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  for await (const chunk of unpack(entry, maxBytes)) {
    decoder ??= new TextDecoder(chunk[0] === 0xff ? "utf-16le" : chunk[0] === 0xfe ? "utf-16be" : "utf-8");
    yield decoder.decode(chunk, { stream: true });
  }
}

async function sharedStrings(entry: ZipEntry | undefined): Promise<CellText[]> {
  const strings: CellText[] = [];
  const item = new RichText();
  if (!entry) return strings;
  const scanner = new XmlScanner({
    open: (name, tag) => item.open(name, tag),
    text: (text) => item.text(text),
    close: (name) => {
      item.close(name);
      if (name === "si") strings.push(item.take());
    },
  });
  for await (const piece of textOf(entry, PART_BYTES_MAX)) scanner.write(piece);
  return strings;
}

async function styles(entry: ZipEntry | undefined): Promise<CellStyle[]> {
  const codes = new Map<number, string>();
  const struckFonts: boolean[] = [];
  const found: CellStyle[] = [];
  const inside = new Set<string>();
  if (!entry) return found;
  const scanner = new XmlScanner({
    open: (name, tag) => {
      inside.add(name);
      if (name === "numFmt")
        codes.set(Number(attribute(tag, "numFmtId")), attribute(tag, "formatCode") ?? "");
      // Fonts of conditional formats stand outside the list `fonts`.
      if (name === "font" && inside.has("fonts")) struckFonts.push(false);
      if (name === "strike" && inside.has("fonts"))
        struckFonts[struckFonts.length - 1] = isTrue(tag, "val", true);
      if (name !== "xf" || !inside.has("cellXfs")) return;
      const id = Number(attribute(tag, "numFmtId") ?? 0);
      const style = { id, code: codes.get(id) ?? null };
      const struck = struckFonts[Number(attribute(tag, "fontId") ?? 0)] ?? false;
      found.push({ ...style, unseen: struck || showsNothing(style) });
    },
    text: () => undefined,
    close: (name) => inside.delete(name),
  });
  for await (const piece of textOf(entry, PART_BYTES_MAX)) scanner.write(piece);
  return found;
}
