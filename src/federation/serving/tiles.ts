import type { DbOrTx } from "../../../db/client.ts";
import { readHashes, readHeaders, TILE_WIDTH } from "../../platform/changes/index.ts";
import { notFound } from "../../platform/core/errors.ts";
import type { ServedLog } from "./store.ts";

/** A tile of hashes, or for level `entries` a bundle of entries. `width` is 256 for a full one. */
export type Tile = { level: number | "entries"; n: number; width: number };

/** Highest level of a tree with less than 2^53 leaves. */
const LEVEL_MAX = 6;
/** Level, number in groups of three digits (`x001/234`), and the width of a partial one. */
const PATH = /^(entries|\d)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Reads the part of an address after `tile/`, as C2SP's tlog-tiles writes it. Returns null for any other. */
export function parseTile(path: string): Tile | null {
  const [, levelText = "", places = "", widthText] = PATH.exec(path) ?? [];
  const level = levelText === "entries" ? levelText : Number(levelText);
  const width = widthText === undefined ? TILE_WIDTH : Number(widthText);
  if (!levelText || (level !== "entries" && level > LEVEL_MAX)) return null;
  if (places.startsWith("x000") || (widthText !== undefined && width >= TILE_WIDTH)) return null;
  const n = Number(places.replace(/[x/]/g, ""));
  return Number.isSafeInteger(n * TILE_WIDTH) ? { level, n, width } : null;
}

/** Returns the bytes of a bundle: each entry after its length in two bytes, the higher first. */
function bundle(headers: readonly string[]): Buffer {
  return Buffer.concat(
    headers.flatMap((header) => {
      const bytes = Buffer.from(header);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
}

/** Returns the bytes of a tile. Throws NOT_FOUND for one that the log does not hold yet or any more. */
export async function readTile(db: DbOrTx, log: ServedLog, { level, n, width }: Tile): Promise<Buffer> {
  const from = n * TILE_WIDTH;
  const height = level === "entries" ? 0 : level;
  if (from + width > Math.floor(log.frontier.size / TILE_WIDTH ** height)) throw notFound();
  const place = { from, count: width };
  if (level === "entries") {
    const headers = await readHeaders(db, log, place);
    if (headers.length !== width) throw notFound();
    return bundle(headers);
  }
  const hashes = await readHashes(db, log, { level, ...place });
  if (hashes.length !== width) throw notFound();
  return Buffer.concat(hashes);
}
