import { ImportFileError } from "../errors.ts";

export type ZipEntry = { name: string; method: number; packed: Uint8Array; size: number };

const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

const broken = (why: string) =>
  new ImportFileError("IMPORT_NOT_A_TABLE", `The workbook cannot be unpacked: ${why}`, { kind: "brokenZip" });

/**
 * Lists the entries of a ZIP archive by name, from its central directory (APPNOTE 4.3.12, with the 64-bit
 * fields of 4.5.3). Unpacks nothing. Throws IMPORT_NOT_A_TABLE for a damaged archive.
 */
export function zipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readDirectory(bytes, view);
  } catch (error) {
    if (error instanceof RangeError) throw broken("it is cut off");
    throw error;
  }
}

function readDirectory(bytes: Uint8Array, view: DataView): Map<string, ZipEntry> {
  const end = findEnd(view);
  let count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if ((count === 0xffff || at === 0xffffffff) && view.getUint32(end - 20, true) === END64_LOCATOR) {
    const end64 = Number(view.getBigUint64(end - 12, true));
    count = Number(view.getBigUint64(end64 + 32, true));
    at = Number(view.getBigUint64(end64 + 48, true));
  }
  const entries = new Map<string, ZipEntry>();
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== CENTRAL) throw broken("its directory is damaged");
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes));
    const sizes = sizesOf(view, at, nameBytes, extraBytes);
    if (view.getUint16(at + 8, true) & 1) {
      throw new ImportFileError("IMPORT_NOT_A_TABLE", "The workbook has a password", { kind: "encrypted" });
    }
    if (view.getUint32(sizes.local, true) !== LOCAL) throw broken("an entry is missing");
    const start =
      sizes.local + 30 + view.getUint16(sizes.local + 26, true) + view.getUint16(sizes.local + 28, true);
    const packed = bytes.subarray(start, start + sizes.packed);
    entries.set(name.replaceAll("\\", "/"), {
      name,
      method: view.getUint16(at + 10, true),
      packed,
      size: sizes.full,
    });
    at += 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= lowest; at--) if (view.getUint32(at, true) === END) return at;
  throw broken("its end is missing");
}

function sizesOf(view: DataView, at: number, nameBytes: number, extraBytes: number) {
  let full = view.getUint32(at + 24, true);
  let packed = view.getUint32(at + 20, true);
  let local = view.getUint32(at + 42, true);
  const stop = at + 46 + nameBytes + extraBytes;
  for (let x = at + 46 + nameBytes; x + 4 <= stop; x += 4 + view.getUint16(x + 2, true)) {
    if (view.getUint16(x, true) !== 1) continue;
    let field = x + 4;
    const next = () => {
      field += 8;
      return Number(view.getBigUint64(field - 8, true));
    };
    if (full === 0xffffffff) full = next();
    if (packed === 0xffffffff) packed = next();
    if (local === 0xffffffff) local = next();
  }
  return { full, packed, local };
}

/**
 * Unpacks one entry in chunks. Checks the declared size first and the real size while reading, so a false
 * declaration fails with IMPORT_TOO_LARGE.
 */
export async function* unpack(entry: ZipEntry, maxBytes: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () =>
    new ImportFileError(
      "IMPORT_TOO_LARGE",
      `${entry.name} unpacks to more than it says or than ${maxBytes} bytes`,
      {
        limit: maxBytes,
      },
    );
  if (entry.size > maxBytes) throw tooLarge();
  if (entry.method === 0) {
    yield entry.packed;
    return;
  }
  if (entry.method !== 8) throw broken("an unknown compression method");
  const packed = new Uint8Array(entry.packed);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let unpacked = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      unpacked += value.length;
      if (unpacked > entry.size) throw tooLarge();
      yield value;
    }
  } catch (error) {
    throw error instanceof ImportFileError ? error : broken("its data is damaged");
  } finally {
    // If the caller stops reading early, later failures of the stream do not matter.
    await reader.cancel().catch(() => undefined);
  }
}
