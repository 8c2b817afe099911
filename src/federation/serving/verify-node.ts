import { EMPTY, rootOf, verifyEntries } from "../../platform/changes/index.ts";
import {
  checkpointVerifiers,
  DIRECTORY_PATH,
  type DirectoryCity,
  DirectoryError,
  logOrigin,
  openDirectory,
} from "../directory/index.ts";
import { NoteError, openCheckpoint, readVerifier } from "../notes/index.ts";
import { FED_PATH } from "./routes.ts";

const TILE_WIDTH = 256;

/** Reads the bytes of an address. Throws for any answer but 200. */
export type FetchBytes = (url: string) => Promise<Uint8Array>;

/** Result for one public log: its size if all of it verifies, or why not. */
export type LogVerdict = { log: string; size: number; fault: string | null };

/** Returns the number of a tile as its path has it: 1234067 is `x001/x234/067`. */
export function tilePath(n: number): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, "0");
  const groups = digits.match(/\d{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join("/");
}

/** Splits a bundle into its entries. Throws Error if it ends early. */
export function readBundle(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  const entries: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + view.getUint16(at);
    if (end > bytes.length) throw new Error("BUNDLE");
    entries.push(utf8.decode(bytes.subarray(at + 2, end)));
    at = end;
  }
  return entries;
}

const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** Returns the present epoch of a public log. After a restore it is higher than in the directory. */
async function epochOf(url: string, city: DirectoryCity, fetchBytes: FetchBytes): Promise<number> {
  const { logs } = JSON.parse(textOf(await fetchBytes(`${url}${FED_PATH}health`))) as {
    logs: { log: string }[];
  };
  const found = logs.find(({ log }) => log.startsWith(`${city.city}/public/`));
  return Number(
    found?.log.split("/")[2] ?? city.logs.find(({ audience }) => audience === "public")?.epoch ?? 1,
  );
}

/** Reads the whole public log of a city by its bundles, and compares its root with the signed one. */
async function verifyLog(url: string, city: DirectoryCity, fetchBytes: FetchBytes): Promise<number> {
  const epoch = await epochOf(url, city, fetchBytes);
  const stream = `${city.city}/public`;
  const base = `${url}${FED_PATH}log/${stream}/${epoch}`;
  const verifiers = checkpointVerifiers(city, { stream, epoch, at: new Date() });
  const note = textOf(await fetchBytes(`${base}/checkpoint`));
  const { size, root } = await openCheckpoint(note, logOrigin(city.origin, stream, epoch), verifiers);
  let frontier = EMPTY;
  for (let n = 0; frontier.size < size; n += 1) {
    const width = Math.min(TILE_WIDTH, size - frontier.size);
    const part = width < TILE_WIDTH ? `.p/${width}` : "";
    const entries = readBundle(await fetchBytes(`${base}/tile/entries/${tilePath(n)}${part}`));
    if (entries.length !== width) throw new Error("BUNDLE");
    const read = entries.map((header) => ({ header, payload: null, salt: null }));
    const verdict = verifyEntries(`${stream}/${epoch}`, read, frontier);
    if (!verdict.ok) throw new Error(`${verdict.fault} ${verdict.seq}`);
    frontier = verdict.frontier;
  }
  if (Buffer.compare(rootOf(frontier), root) !== 0) throw new Error("ROOT");
  return size;
}

/** Returns the verifier keys of roots that a directory names. Throws DirectoryError for anything else. */
function rootsIn(note: string): string[] {
  const roots = [...note.matchAll(/"root":"([^"]+)"/g)].map(([, root = ""]) => root);
  try {
    for (const root of roots) readVerifier(root);
  } catch (error) {
    throw error instanceof NoteError ? new DirectoryError("FORM") : error;
  }
  return roots;
}

/**
 * Verifies the directory and every public log of a node, as an outsider can. `roots`: verifier keys that the
 * caller knows; without any, those that the directory itself names. Throws DirectoryError.
 */
export async function verifyNode(
  url: string,
  { roots, fetchBytes }: { roots: readonly string[]; fetchBytes: FetchBytes },
): Promise<LogVerdict[]> {
  const note = textOf(await fetchBytes(`${url}${DIRECTORY_PATH}`));
  const { cities } = await openDirectory(note, {
    roots: roots.length > 0 ? roots : rootsIn(note),
    now: new Date(),
  });
  const verdicts: LogVerdict[] = [];
  for (const city of cities) {
    const log = `${city.city}/public`;
    try {
      verdicts.push({ log, size: await verifyLog(url, city, fetchBytes), fault: null });
    } catch (error) {
      verdicts.push({ log, size: 0, fault: error instanceof Error ? error.message : "UNKNOWN" });
    }
  }
  return verdicts;
}
