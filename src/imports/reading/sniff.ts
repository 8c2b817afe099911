import { detectEncoding } from "./encoding.ts";
import { ImportFileError } from "./errors.ts";
import type { Encoding, Format } from "./types.ts";

/** Number of bytes read to detect the format. */
export const HEAD_BYTES = 65_536;

const BINARY: [kind: string, magic: number[]][] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["program", [0x7f, 0x45, 0x4c, 0x46]],
];
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

const startsWith = (head: Uint8Array, magic: number[]) => magic.every((byte, i) => head[i] === byte);

/**
 * Detects a file's format and, for text, its encoding from its first bytes (up to 64 KB; `whole` if the file
 * ends there). The content determines the format. A name with another extension only sets `misnamed`.
 * Throws IMPORT_NOT_A_TABLE, IMPORT_ENCODING_UNKNOWN or, for an empty file, IMPORT_NO_ROWS.
 */
export function sniff(
  head: Uint8Array,
  filename: string,
  whole = head.length < HEAD_BYTES,
): { format: Format; encoding?: Encoding; misnamed?: true } {
  if (head.length === 0) throw new ImportFileError("IMPORT_NO_ROWS", "The file is empty");
  if (startsWith(head, ZIP)) return named({ format: "xlsx" }, filename);
  if (startsWith(head, OLE)) {
    const kind = latin(head).includes("E\0n\0c\0r\0y\0p\0t\0e\0d") ? "encrypted" : "oldExcel";
    throw notATable(kind);
  }
  const binary = BINARY.find(([, magic]) => startsWith(head, magic));
  if (binary) throw notATable(binary[0]);
  const encoding = detectEncoding(head, whole);
  const text = new TextDecoder(encoding).decode(head).trimStart();
  if (/^(<!doctype html|<html|<table|<head|<meta)/i.test(text)) throw notATable("html");
  if (/^<\?xml/i.test(text)) throw notATable("xml");
  if (text.startsWith("{\\rtf")) throw notATable("rtf");
  const format = /^(\{\s*("|\}|$)|\[\s*(\{|\[|\]|$))/.test(text) ? "jsonld" : "csv";
  return named({ format, encoding }, filename);
}

function notATable(kind: string): ImportFileError {
  return new ImportFileError("IMPORT_NOT_A_TABLE", `The file is not a table that can be read: ${kind}`, {
    kind,
  });
}

function latin(head: Uint8Array): string {
  return new TextDecoder("latin1").decode(head);
}

const EXTENSIONS: Record<Format, RegExp> = {
  xlsx: /\.(xlsx|xlsm|xltx|et)$/i,
  jsonld: /\.(json|jsonld|ndjson|jsonl|geojson)$/i,
  csv: /\.(csv|tsv|txt|tab)$/i,
};

function named<T extends { format: Format }>(found: T, filename: string): T & { misnamed?: true } {
  const hasExtension = /\.[a-z0-9]{2,7}$/i.test(filename);
  return hasExtension && !EXTENSIONS[found.format].test(filename) ? { ...found, misnamed: true } : found;
}
