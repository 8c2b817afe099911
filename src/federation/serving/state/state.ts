import { rootOf } from "../../../platform/changes/index.ts";
import type { Services } from "../../../platform/context.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { LIMITS, logOrigin } from "../../directory/index.ts";
import { asNoteSigner, nodeSigner } from "../../keys/index.ts";
import { SHARED_KINDS } from "../../kinds.ts";
import { signNote } from "../../notes/index.ts";
import { lineOf } from "../changes.ts";
import type { ServedLog } from "../store.ts";
import { insertParts, insertState, keepManifest, selectPart, selectRecentState } from "./store.ts";

type Tools = Pick<Services, "db" | "vault">;

/** Bounds of a part. Bytes count doubled, for the escapes of its lines, and one more entry may come. */
const PART_BYTES = 4_000_000;

const making = new WeakMap<Services["db"], Map<string, Promise<string>>>();

/** Makes a state of the log at its present size. The manifest is a checkpoint with one line more. */
async function makeState({ db, vault }: Tools, log: ServedLog): Promise<string> {
  const { stream, epoch, frontier } = log;
  const { size } = frontier;
  const signer = orNotFound(await nodeSigner({ db, vault }, log.city));
  const { id, at, until } = await insertState(db, { stream, epoch, size });
  const kinds = SHARED_KINDS.map(({ kind }) => kind);
  const bounds = { kinds, entries: LIMITS.pageEntries, bytes: PART_BYTES };
  const parts = await insertParts(db, { stream, epoch, id, size, at }, bounds);
  const origin = logOrigin(log.origin, stream, epoch);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const about = {
    state: id,
    at: at.toISOString(),
    until: until.toISOString(),
    frontier: frontier.hashes.map(base64),
    parts,
  };
  const text = `${origin}\n${size}\n${base64(rootOf(frontier))}\n${JSON.stringify(about)}\n`;
  const manifest = await signNote(text, [asNoteSigner(signer, origin)]);
  await keepManifest(db, id, manifest);
  return manifest;
}

/**
 * Returns the signed manifest of a state of the log: the records that count at a size, in parts. One that was
 * made within the last hour is given again; making one reads the whole log, so it happens once at a time.
 */
export async function readState(tools: Tools, log: ServedLog): Promise<string> {
  const own = making.get(tools.db) ?? new Map<string, Promise<string>>();
  making.set(tools.db, own);
  const key = `${log.stream}/${log.epoch}`;
  const running = own.get(key);
  if (running) return running;
  const work = selectRecentState(tools.db, log).then((kept) => kept ?? makeState(tools, log));
  own.set(key, work);
  return work.finally(() => own.delete(key));
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Returns the lines of a part of a state, as pages of changes have them. Payloads only where a clause in
 * force gives them now. Throws NOT_FOUND for a state that is over.
 */
export async function readStatePart(
  db: Services["db"],
  log: ServedLog,
  of: { id: string; part: string; readers: readonly string[] },
): Promise<string> {
  if (!ID.test(of.id) || !/^(0|[1-9]\d{0,8})$/.test(of.part)) throw notFound();
  const entries = orNotFound(await selectPart(db, log, { ...of, part: Number(of.part) }));
  return entries.map((entry) => lineOf(entry).text).join("");
}
