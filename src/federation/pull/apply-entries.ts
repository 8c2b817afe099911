import type { Tx } from "../../../db/client.ts";
import {
  attempt,
  type Copy,
  erasedAmong,
  erasePayloads,
  type Header,
  type Reading,
  type SharedKind,
} from "../../platform/changes/index.ts";
import { isTransient, redactError } from "../../platform/core/redact.ts";
import { oweReceipts, storesOf } from "./store/erased.ts";

/**
 * Header and payload of one entry; the payload is undefined where none was given. `reading`: the payload as
 * its kind reads it, if it was read before.
 */
export type Told = {
  head: Pick<Header, "seq" | "kind" | "schema" | "id" | "home" | "rev" | "op">;
  value: unknown;
  reading?: Reading | undefined;
};

/** An entry that this release cannot apply. `why` is a short text without personal data. */
export type Passed = { seq: number; why: string };

const copyOf = ({ head: { id, home, rev }, value, reading }: Told): Copy => {
  return { id, home, rev, payload: value, reading };
};

/**
 * Returns of each record the entry that counts: an erasure, else the newest revision. Later entries win over
 * earlier ones of the same revision.
 */
function newestOf(entries: readonly Told[]): Told[] {
  const newest = new Map<string, Told>();
  for (const entry of entries) {
    const key = `${entry.head.kind} ${entry.head.id}`;
    const before = newest.get(key);
    const wins = entry.head.op === "erase" || !before || before.head.rev <= entry.head.rev;
    if (before?.head.op !== "erase" && wins) newest.set(key, entry);
  }
  return [...newest.values()];
}

/** Writes entries with `write`. If that fails, writes them one by one and returns those that fail alone. */
async function writeAll(
  tx: Tx,
  entries: readonly Told[],
  write: (entries: readonly Told[]) => Promise<Passed[]>,
): Promise<Passed[]> {
  if (entries.length === 0) return [];
  let passed: Passed[] = [];
  const failure = await attempt(tx, async () => {
    passed = await write(entries);
  });
  if (!failure) return passed;
  if (isTransient(failure.error)) throw failure.error;
  if (entries.length === 1)
    return entries.map(({ head }) => ({ seq: head.seq, why: redactError(failure.error) }));
  const apart: Passed[] = [];
  for (const entry of entries) apart.push(...(await writeAll(tx, [entry], write)));
  return apart;
}

async function applyKind(tx: Tx, kind: SharedKind, told: readonly Told[]): Promise<Passed[]> {
  const newer = told.filter(({ head }) => head.schema > kind.schema && head.op === "put");
  const readable = told.filter((entry) => !newer.includes(entry));
  const of = (op: Header["op"]) => readable.filter(({ head }) => head.op === op);
  const ids = (entries: readonly Told[]) => entries.map(({ head }) => head.id);
  const erase = of("erase");
  // A page tells of one city's records alone.
  const home = told[0]?.head.home ?? "";
  const erased = await erasedAmong(tx, { kind: kind.kind, ids: ids(told), home });
  const put = of("put").filter(({ head, value }) => value !== undefined && !erased.has(head.id));
  const passed = await writeAll(tx, put, async (entries) => {
    const seqs = new Map(entries.map(({ head }) => [head.id, head.seq]));
    const unread = await kind.put(tx, entries.map(copyOf));
    return unread.map(({ id, why }) => ({ seq: seqs.get(id) ?? 0, why }));
  });
  const hide = async (entries: readonly Told[]) => {
    await kind.close(tx, entries.map(copyOf));
    return [];
  };
  passed.push(...(await writeAll(tx, of("close"), hide)));
  const purge = async (entries: readonly Told[]) => {
    await hide(entries);
    await kind.purge(tx, home, ids(entries));
    return [];
  };
  passed.push(...(await writeAll(tx, erase, purge)));
  // A put that comes after an erasure brings its payload back into the log.
  const gone = [...new Set([...erased, ...ids(erase)])];
  if (gone.length > 0) await erasePayloads(tx, { kind: kind.kind, ids: gone, home });
  return [...passed, ...newer.map(({ head }) => ({ seq: head.seq, why: `schema ${head.schema}` }))];
}

const NOTHING: ReadonlySet<Header["op"]> = new Set(["key", "noop"]);
const RESERVED: ReadonlySet<Header["op"]> = new Set(["moveOut", "moveIn"]);

/**
 * Applies entries of one city's log: the newest of each record, kinds in the order of `kinds`. Older
 * revisions and erased records change nothing. Returns the entries that this release cannot apply; the
 * others are applied.
 */
export async function applyEntries(
  tx: Tx,
  entries: readonly Told[],
  kinds: readonly SharedKind[],
): Promise<Passed[]> {
  const newest = newestOf(entries.filter(({ head }) => !NOTHING.has(head.op)));
  const passed: Passed[] = [];
  const byKind = new Map<string, Told[]>(kinds.map(({ kind }) => [kind, []]));
  for (const entry of newest) {
    const list = byKind.get(entry.head.kind);
    const { kind, id, home, op, seq } = entry.head;
    // Of a kind that this release does not know, the log is all that there is.
    if (!list && op === "erase") await erasePayloads(tx, { kind, ids: [id], home });
    else if (!list) passed.push({ seq, why: `kind ${kind}` });
    else if (RESERVED.has(op)) passed.push({ seq, why: `op ${op}` });
    else list.push(entry);
  }
  for (const kind of kinds) {
    const told = byKind.get(kind.kind) ?? [];
    if (told.length > 0) passed.push(...(await applyKind(tx, kind, told)));
  }
  return passed;
}

/**
 * Applies entries of one log as applyEntries does. For each erasure in a log for one city a receipt is
 * owed, in the same transaction: the record is gone here, or never was.
 */
export async function applyTold(
  tx: Tx,
  { stream, epoch }: { stream: string; epoch: number },
  told: { entries: readonly Told[]; kinds: readonly SharedKind[] },
): Promise<Passed[]> {
  const passed = await applyEntries(tx, told.entries, told.kinds);
  if (stream.endsWith("/public")) return passed;
  const left = new Set(passed.map(({ seq }) => seq));
  const erased = told.entries
    .map(({ head }) => head)
    .filter(({ op, seq }) => op === "erase" && !left.has(seq));
  await oweReceipts(
    tx,
    erased.map(({ seq, kind, id, rev }) => {
      const stores = storesOf(told.kinds.find((one) => one.kind === kind));
      return { stream, epoch, seq, kind, recordId: id, rev, stores };
    }),
  );
  return passed;
}
