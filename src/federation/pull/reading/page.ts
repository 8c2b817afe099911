import {
  append,
  type Frontier,
  type Header,
  type LogEntry,
  leafHash,
  payloadDigest,
  type Reading,
  rootOf,
  type SharedKind,
  type TileHash,
} from "../../../platform/changes/index.ts";
import { type Checkpoint, NoteError, type NoteVerifier, openCheckpoint } from "../../notes/index.ts";
import { PageFault } from "./fault.ts";
import { readHeader } from "./header.ts";
import { isPlainLine, readFlat, readPayload } from "./strict-json.ts";

/** Bytes of a page: its entries, and the line of the checkpoint. */
export const PAGE_MAX = 5_010_000;
export const PAGE_ENTRIES = 500;
/** 16 bytes as canonical base64: the bits that no byte needs are zero. */
const SALT = /^[A-Za-z0-9+/]{21}[AQgw]==$/;

/**
 * An entry whose header and payload are read. `value` is undefined where no payload was given. `reading`: the
 * payload as its kind reads it, once `readKinds` has run.
 */
export type PageEntry = LogEntry & { head: Header; value: unknown; reading?: Reading };

/** A page of which every byte is proved by the signed checkpoint, and the tree with its entries. */
export type Page = {
  entries: readonly PageEntry[];
  frontier: Frontier;
  completed: readonly TileHash[];
  /** The signed note, for a later proof. */
  note: string;
};

/**
 * The log that a page must continue. `log`: such as `210900/public/1`. `origin`: the log's name in
 * checkpoints. `city`: the home of its records. `keys`: those that are valid now.
 */
export type Expected = {
  log: string;
  origin: string;
  city: string;
  from: Frontier;
  keys: readonly NoteVerifier[];
};

/** A text that stands in a line as JSON, and says the same to everybody. */
const isText = (value: unknown, line: string): value is string =>
  typeof value === "string" && (!line.includes("\\u") || value.isWellFormed());

function readLine(line: string, seq: number): LogEntry {
  const members = readFlat(line, isPlainLine(line));
  if (!members) throw new PageFault("LINE", seq);
  const { h, p, s, ...others } = members;
  if (Object.keys(others).length > 0 || !isText(h, line)) throw new PageFault("LINE", seq);
  if (p === undefined && s === undefined) return { header: h, payload: null, salt: null };
  if (!isText(p, line) || typeof s !== "string" || !SALT.test(s)) throw new PageFault("LINE", seq);
  return { header: h, payload: p, salt: Buffer.from(s, "base64") };
}

/** Reads and verifies one line by itself; `seq` names it in a fault. Throws PageFault. */
export function readEntry(line: string, of: Pick<Expected, "log" | "city">, seq: number): PageEntry {
  const entry = readLine(line, seq);
  const head = readHeader(entry.header);
  if (!head) throw new PageFault("HEADER", seq);
  if (head.log !== of.log) throw new PageFault("OTHER_LOG", seq);
  if (head.home !== of.city) throw new PageFault("OTHER_HOME", seq);
  if (entry.payload === null || entry.salt === null) return { ...entry, head, value: undefined };
  if (payloadDigest(entry.salt, entry.payload) !== head.payloadDigest) throw new PageFault("DIGEST", seq);
  const value = readPayload(entry.payload);
  if (value === undefined) throw new PageFault("PAYLOAD", seq);
  return { ...entry, head, value };
}

/** Reads the last line of a page: the signed checkpoint. Throws PageFault. */
export async function readCheckpoint(
  line: string,
  of: Pick<Expected, "origin" | "keys">,
): Promise<Checkpoint & { note: string }> {
  const { checkpoint: note, ...others } = readFlat(line) ?? {};
  if (!isText(note, line) || Object.keys(others).length > 0) throw new PageFault("CHECKPOINT");
  try {
    return { ...(await openCheckpoint(note, of.origin, of.keys)), note };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    throw new PageFault(error.fault === "FORM" ? "CHECKPOINT" : error.fault);
  }
}

/** Splits the bytes of a page into its lines. Throws PageFault for too many bytes or lines, or no UTF-8. */
export function linesOf(bytes: Uint8Array): string[] {
  if (bytes.length > PAGE_MAX) throw new PageFault("SIZE");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PageFault("TEXT");
  }
  if (!text.endsWith("\n")) throw new PageFault("TEXT");
  const lines = text.slice(0, -1).split("\n");
  if (lines.length > PAGE_ENTRIES + 1) throw new PageFault("SIZE");
  return lines;
}

/** The log whose entries are read, and the home of its records. */
type Named = Pick<Expected, "log" | "city">;

/** Lines that are read before other work of the process has its turn: about half a millisecond. */
const TURN_LINES = 10;

/**
 * Calls `use` with each item. Gives way to the application of the page before, whose statements the database
 * would else wait for.
 */
async function inTurns<Item>(items: readonly Item[], use: (item: Item, at: number) => void): Promise<void> {
  for (const [at, item] of items.entries()) {
    if (at > 0 && at % TURN_LINES === 0) await new Promise((resolve) => setImmediate(resolve));
    use(item, at);
  }
}

/** Reads lines of entries that follow each other from `after` on. Throws PageFault. */
async function entriesOf(lines: readonly string[], of: Named, after: number): Promise<PageEntry[]> {
  const entries: PageEntry[] = [];
  await inTurns(lines, (line, at) => void entries.push(readEntry(line, of, after + at + 1)));
  for (const [i, { head }] of entries.entries())
    if (head.seq !== after + i + 1) throw new PageFault("GAP", after + i + 1);
  return entries;
}

/** Reads the payloads of a page as their kinds do, so that its application need not. Never throws. */
export async function readKinds(
  { entries }: Pick<Page, "entries">,
  kinds: readonly SharedKind[],
): Promise<void> {
  const reads = new Map(kinds.map(({ kind, schema, read }) => [kind, { schema, read }]));
  await inTurns(entries, (entry) => {
    const { head, value } = entry;
    const known = reads.get(head.kind);
    if (value !== undefined && known?.read && head.schema <= known.schema) entry.reading = known.read(value);
  });
}

/**
 * Reads the entries of a page after entry `after`, and checks what each says of itself. The caller compares
 * their headers with proved ones. Throws PageFault.
 */
export const readEntries = (bytes: Uint8Array, of: Named, after: number): Promise<PageEntry[]> =>
  entriesOf(linesOf(bytes).slice(0, -1), of, after);

/**
 * Reads and verifies a page of a log: each line, each digest, the tree and the signature of its root. Pure.
 * Throws PageFault for any fault, however small: then nothing of the page may be used.
 */
export async function readPage(bytes: Uint8Array, of: Expected): Promise<Page> {
  const lines = linesOf(bytes);
  const last = lines.pop() ?? "";
  const entries = await entriesOf(lines, of, of.from.size);
  const { frontier, completed } = append(
    of.from,
    entries.map(({ header }) => leafHash(header)),
  );
  const { size, root, note } = await readCheckpoint(last, of);
  if (size !== frontier.size) throw new PageFault("OTHER_SIZE");
  if (Buffer.compare(root, rootOf(frontier)) !== 0) throw new PageFault("OTHER_ROOT");
  return { entries, frontier, completed, note };
}
