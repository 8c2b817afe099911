import type { Services } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { LIMITS } from "../directory/index.ts";
import { checkpointAt } from "./checkpoint.ts";
import { type LogAddress, openLog } from "./open-log.ts";
import type { Reader } from "./reader.ts";
import { type SentEntry, selectEntries } from "./store.ts";
import { growth } from "./waiters.ts";

/** What a reader asks for: at most `limit` entries after `after`, and seconds to wait if there are none. */
export type ChangesQuery = { after: number; limit: number; wait: number };

/** Room for the last line of a page: the checkpoint. */
const CHECKPOINT_BYTES = 4_000;
const LINES_BYTES = LIMITS.pageBytes - CHECKPOINT_BYTES;

type Line = { text: string; bytes: number };
const asLine = (members: object): Line => {
  const text = `${JSON.stringify(members)}\n`;
  return { text, bytes: Buffer.byteLength(text) };
};

/**
 * Returns one line of the answer. Payload and salt are absent where there is none or none is given, and for a
 * payload that no page could hold.
 */
export function lineOf({ header, payload, salt }: SentEntry): Line {
  const bare = () => asLine({ h: header });
  if (payload === null || salt === null) return bare();
  const line = asLine({ h: header, p: payload, s: salt });
  return line.bytes > LINES_BYTES ? bare() : line;
}

/** Returns the lines of as many entries as fit into a page, in order. One always does. */
function pageOf(entries: readonly SentEntry[]): string[] {
  const lines: string[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const line = lineOf(entry);
    bytes += line.bytes;
    if (bytes > LINES_BYTES) break;
    lines.push(line.text);
  }
  return lines;
}

/**
 * Returns a page of changes: a line for each entry, then a line with the signed checkpoint of exactly that
 * size. Waits for an entry if there is none. Throws NOT_FOUND, OTHER_EPOCH, LOG_AHEAD, LOG_PRUNED.
 */
export async function readChanges(
  services: Pick<Services, "db" | "vault" | "log">,
  of: { address: LogAddress; reader: Reader; query: ChangesQuery; signal: AbortSignal },
): Promise<string> {
  const { address, reader, signal } = of;
  const { after, limit, wait } = of.query;
  let { log, readers } = await openLog(services.db, address, reader);
  if (after > log.frontier.size) throw new AppError("LOG_AHEAD", { facts: { size: log.frontier.size } });
  if (after === log.frontier.size && wait > 0) {
    const { stream, epoch, frontier } = log;
    await growth.wait(services, { stream, epoch, size: frontier.size }, { ms: wait * 1000, signal });
    ({ log, readers } = await openLog(services.db, address, reader));
  }
  const count = Math.min(limit, log.frontier.size - after);
  const entries = count > 0 ? await selectEntries(services.db, log, { after, limit: count, readers }) : [];
  // Pruning may leave the entries that count, so that gaps lie between them.
  if (entries.length < count || (count > 0 && entries.at(-1)?.seq !== after + count))
    throw new AppError("LOG_PRUNED");
  const lines = pageOf(entries);
  const checkpoint = await checkpointAt(services, log, after + lines.length);
  return `${lines.join("")}${JSON.stringify({ checkpoint })}\n`;
}
