import { createHash } from "node:crypto";
import { BackupError } from "./errors.ts";
import type { Manifest, Opening, TableOpening, TableSum } from "./format.ts";
import { type BackupRecord, readRecords } from "./read-frames.ts";

/** Receives the contents of a backup in order. Each may throw, which ends the reading. */
export type Sink = {
  opening?(opening: Opening): Promise<void>;
  /** Begins a table. Returns where its rows go; `end` returns how many rows arrived, if it counts them. */
  table?(
    table: TableOpening,
  ): Promise<{ write(chunk: Buffer): Promise<void>; end(): Promise<number | null> }>;
  progress?(bytes: number): void;
};

type Table = { name: string; write(chunk: Buffer): Promise<void>; end(): Promise<number | null> };
const nowhere = { write: async () => undefined, end: async () => null };

/**
 * Reads a whole backup, and compares counts and SHA-256 of every table with the manifest. Returns opening and
 * manifest. Throws the errors of readRecords, and BACKUP_DAMAGED if a sum differs.
 */
export async function readBackup(
  path: string,
  key: string,
  sink: Sink = {},
): Promise<{ opening: Opening; manifest: Manifest }> {
  const damaged = (why: string) => new BackupError("BACKUP_DAMAGED", `${path}: ${why}`);
  let opening: Opening | null = null;
  let manifest: Manifest | null = null;
  let table: Table | null = null;
  let hash = createHash("sha256");
  let bytes = 0;
  const sums: TableSum[] = [];

  const read = async (record: Exclude<BackupRecord, { data: Buffer }>["json"]) => {
    if (record.kind === "opening") {
      opening = record;
      await sink.opening?.(record);
    } else if (record.kind === "table") {
      table = { name: record.name, ...((await sink.table?.(record)) ?? nowhere) };
      hash = createHash("sha256");
      bytes = 0;
    } else if (record.kind === "rows") {
      const arrived = (await table?.end()) ?? record.rows;
      const sha256 = hash.digest("hex");
      if (table?.name !== record.name || sha256 !== record.sha256 || bytes !== record.bytes)
        throw damaged(record.name);
      if (arrived !== record.rows) throw damaged(`${record.name}: ${arrived} rows`);
      sums.push({ name: record.name, rows: arrived, bytes, sha256 });
      table = null;
    } else if (record.kind === "manifest") manifest = record;
    else throw new BackupError("BACKUP_NEWER_FORMAT", path);
  };

  for await (const record of readRecords(path, key)) {
    if ("json" in record) await read(record.json);
    else {
      hash.update(record.data);
      bytes += record.data.length;
      await (table as Table | null)?.write(record.data);
      sink.progress?.(record.data.length);
    }
  }
  if (!opening || !manifest) throw damaged("no manifest");
  if (JSON.stringify((manifest as Manifest).tables) !== JSON.stringify(sums)) throw damaged("manifest");
  return { opening, manifest };
}
