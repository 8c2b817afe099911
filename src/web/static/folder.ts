import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzipSync } from "node:zlib";
import { type AssetFile, type Assets, SHEETS } from "./index.ts";

const VERSION_CHARS = 12;
const TEXT = /\.(css|js|svg)$/;

/** Reads every file below a folder. Returns relative paths and contents, sorted by path. */
function filesOf(folder: string): [path: string, bytes: Buffer<ArrayBuffer>][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(folder.length).replaceAll("\\", "/").replace(/^\//, ""), readFileSync(path)]);
}

/** Computes the version of the files: 12 hexadecimal digits of SHA-256 over all paths and contents. */
function versionOf(files: [string, Buffer][]): string {
  const hash = createHash("sha256");
  for (const [path, bytes] of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex").slice(0, VERSION_CHARS);
}

/** Size from which brotli saves more than its time costs. */
const LARGE_BYTES = 100_000;
const brotliOf = promisify(brotliCompress);

/** Compresses a text file: with gzip now, and a large one with brotli when a client first asks for it. */
function packed(path: string, body: Buffer<ArrayBuffer>): AssetFile {
  if (!TEXT.test(path)) return { body };
  const gzip = gzipSync(body, { level: 9 });
  if (body.length < LARGE_BYTES) return { body, gzip };
  let made: ReturnType<typeof brotliOf> | null = null;
  return {
    body,
    gzip,
    brotli: () => {
      made ??= brotliOf(body);
      return made;
    },
  };
}

/** Reads a folder of static files into memory, with compressed copies of text files. */
export function openAssets(folder: string): Assets {
  const sources = filesOf(folder);
  const bytes = new Map(sources);
  const sheets = Object.entries(SHEETS).map(([path, parts]): [string, Buffer<ArrayBuffer>] => [
    path,
    Buffer.concat(parts.flatMap((part) => bytes.get(part) ?? [])),
  ]);
  const files = new Map([...sources, ...sheets].map(([path, body]) => [path, packed(path, body)]));
  return { version: versionOf(sources), read: async (path) => files.get(path) ?? null };
}
