import { EMPTY, rootOf, verifyEntries } from "../../../platform/changes/index.ts";
import { checkpointVerifiers, type DirectoryCity, logOrigin } from "../../directory/index.ts";
import { type NoteVerifier, openCheckpoint } from "../../notes/index.ts";
import { FED_PATH } from "../routes.ts";

const TILE_WIDTH = 256;

/** Reads the bytes of an address. Throws for any answer but 200. */
export type FetchBytes = (url: string) => Promise<Uint8Array>;

/** A public log whose entries all verify. `keys` are those that may sign its checkpoint now. */
export type ReadLog = {
  log: string;
  size: number;
  checkpoint: string;
  keys: readonly NoteVerifier[];
};

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

export const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

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

/**
 * Reads the whole public log of a city by its bundles, and compares its root with the signed one. Tells each
 * bundle to `onEntries`. Throws Error with the fault; before that, nothing that it told is proved.
 */
export async function readLog(
  { url, city, fetchBytes }: { url: string; city: DirectoryCity; fetchBytes: FetchBytes },
  onEntries: (headers: readonly string[]) => void = () => undefined,
): Promise<ReadLog> {
  const epoch = await epochOf(url, city, fetchBytes);
  const stream = `${city.city}/public`;
  const log = `${stream}/${epoch}`;
  const base = `${url}${FED_PATH}log/${log}`;
  const keys = checkpointVerifiers(city, { stream, epoch, at: new Date() });
  const checkpoint = textOf(await fetchBytes(`${base}/checkpoint`));
  const { size, root } = await openCheckpoint(checkpoint, logOrigin(city.origin, stream, epoch), keys);
  let frontier = EMPTY;
  for (let n = 0; frontier.size < size; n += 1) {
    const width = Math.min(TILE_WIDTH, size - frontier.size);
    const part = width < TILE_WIDTH ? `.p/${width}` : "";
    const entries = readBundle(await fetchBytes(`${base}/tile/entries/${tilePath(n)}${part}`));
    if (entries.length !== width) throw new Error("BUNDLE");
    const read = entries.map((header) => ({ header, payload: null, salt: null }));
    const verdict = verifyEntries(log, read, frontier);
    if (!verdict.ok) throw new Error(`${verdict.fault} ${verdict.seq}`);
    frontier = verdict.frontier;
    onEntries(entries);
  }
  if (Buffer.compare(rootOf(frontier), root) !== 0) throw new Error("ROOT");
  return { log, size, checkpoint, keys };
}
