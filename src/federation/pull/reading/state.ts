import { type Frontier, rootOf, sha256 } from "../../../platform/changes/index.ts";
import { fromBase64, NoteError, openCheckpoint } from "../../notes/index.ts";
import { PageFault } from "./fault.ts";
import { type Expected, linesOf, PAGE_ENTRIES, type PageEntry, readEntry } from "./page.ts";
import { readFlatText } from "./strict-json.ts";

/** Parts and bytes that a manifest may have. */
const PARTS_MAX = 10_000;
export const MANIFEST_MAX = 1_000_000;

/** A part as the manifest names it: number of entries, and SHA-256 over their headers in base64. */
export type Part = { entries: number; digest: string };

/** The verified manifest of a state. `frontier` is the tree of the log at the state's size. */
export type Manifest = {
  id: string;
  frontier: Frontier;
  until: Date;
  parts: readonly Part[];
  /** The signed note, which is a checkpoint too. */
  note: string;
};

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isPart = (one: unknown): one is Part => {
  const { entries, digest, ...others } = (one ?? {}) as Part;
  if (Object.keys(others).length > 0 || !Number.isSafeInteger(entries)) return false;
  return entries > 0 && entries <= PAGE_ENTRIES && fromBase64(String(digest))?.length === 32;
};

/**
 * Returns the tree of a size with these hashes. Throws PageFault unless their root is that of the checkpoint.
 */
function frontierOf(size: number, hashes: unknown, root: Uint8Array): Frontier {
  const bytes = Array.isArray(hashes) ? hashes.map((hash) => fromBase64(String(hash))) : [];
  const sound = bytes.filter((hash) => hash?.length === 32) as Uint8Array[];
  const wanted = [...size.toString(2)].filter((digit) => digit === "1").length;
  if (sound.length !== wanted || bytes.length !== wanted) throw new PageFault("OTHER_SIZE");
  const frontier = { size, hashes: sound };
  if (Buffer.compare(rootOf(frontier), root) !== 0) throw new PageFault("OTHER_ROOT");
  return frontier;
}

/** Reads and verifies the manifest of a state by the keys that are valid now. Pure. Throws PageFault. */
export async function readManifest(note: string, of: Pick<Expected, "origin" | "keys">): Promise<Manifest> {
  if (note.length > MANIFEST_MAX) throw new PageFault("SIZE");
  const { size, root } = await openCheckpoint(note, of.origin, of.keys).catch((error: unknown) => {
    if (!(error instanceof NoteError)) throw error;
    throw new PageFault(error.fault === "FORM" ? "CHECKPOINT" : error.fault);
  });
  const about = readFlatText(note.split("\n")[3] ?? "");
  const { state, until, frontier, parts } = about ?? {};
  const isSound = typeof state === "string" && ID.test(state) && !Number.isNaN(Date.parse(String(until)));
  if (!isSound || !Array.isArray(parts) || parts.length > PARTS_MAX || !parts.every(isPart))
    throw new PageFault("CHECKPOINT");
  return {
    id: state,
    frontier: frontierOf(size, frontier, root),
    until: new Date(String(until)),
    parts,
    note,
  };
}

/**
 * Reads and verifies a part of a state: each line, each payload, and the digest over the headers that the
 * manifest names. Pure. Throws PageFault.
 */
export function readPart(
  bytes: Uint8Array,
  of: Pick<Expected, "log" | "city"> & { part: Part; size: number },
): PageEntry[] {
  const lines = linesOf(bytes);
  const entries = lines.map((line, i) => readEntry(line, of, i + 1));
  if (entries.length !== of.part.entries) throw new PageFault("OTHER_SIZE");
  for (const { head } of entries) {
    if (head.seq < 1 || head.seq > of.size) throw new PageFault("GAP", head.seq);
    if (head.op !== "put" && head.op !== "erase") throw new PageFault("HEADER", head.seq);
  }
  const headers = entries.map(({ header }) => `${header}\n`).join("");
  if (Buffer.from(sha256(headers)).toString("base64") !== of.part.digest) throw new PageFault("OTHER_ROOT");
  return entries;
}
