import { frontierAt, rootOf, type SharedKind, sha256 } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { NotReady } from "../../../platform/http/health.ts";
import { OutboundError } from "../../../platform/outbound/index.ts";
import { checkpointVerifiers, cityInDirectory, logOrigin } from "../../directory/index.ts";
import { selectHosted, selectIdentities } from "../../keys/index.ts";
import { NoteError, openCheckpoint } from "../../notes/index.ts";
import { signFor } from "../../requests/index.ts";
import { askErased } from "./ask-erased.ts";
import { endWaiting } from "./end-waiting.ts";
import { decideRestored, type Seen } from "./rules.ts";
import type { ErasedItem } from "./schema.ts";
import { type RestoredLog, selectPartners, selectRestored } from "./store.ts";

/** Epochs after that of the backup for which peers are asked: a log may have been restored before. */
const EPOCHS_AHEAD = 4;
const BOUNDS = { totalMs: 10_000, maxBytes: 1_000_000 };

type Peer = { city: string; url: string };

/** Returns true if the restored log has what a peer's note says: same key, root of that size. */
async function holds(ctx: RequestContext, log: RestoredLog, note: string): Promise<boolean> {
  const own = await cityInDirectory(ctx, log.city);
  if (!own) return false;
  const keys = checkpointVerifiers(own, { stream: log.stream, epoch: log.epoch, at: own.now });
  try {
    const seen = await openCheckpoint(note, logOrigin(log.origin, log.stream, log.epoch), keys);
    if (seen.size > log.size) return false;
    return Buffer.compare(seen.root, rootOf(await frontierAt(ctx.db, log, seen.size))) === 0;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}

/** Asks a peer for what it saw of a log in one epoch. Returns its note, or null if it saw nothing. */
async function ask(ctx: RequestContext, log: RestoredLog, of: { peer: Peer; epoch: number }) {
  const hash = Buffer.from(sha256(logOrigin(log.origin, log.stream, of.epoch))).toString("hex");
  const url = `${of.peer.url}/fed/v1/witness/${hash}/checkpoint`;
  const headers = (await signFor(ctx, log.city, { method: "GET", url })) ?? {};
  const { status, body } = await ctx.outbound(url, { headers, ...BOUNDS });
  if (status === 404) return null;
  if (status !== 200) throw new OutboundError("UNREACHABLE");
  return Buffer.from(body).toString();
}

/**
 * Returns what a peer saw of a log, or null if it does not answer. A note that does not verify counts as
 * more.
 */
async function seenBy(ctx: RequestContext, log: RestoredLog, peer: Peer): Promise<Seen | null> {
  try {
    for (let epoch = log.epoch + EPOCHS_AHEAD; epoch > log.epoch; epoch -= 1)
      if ((await ask(ctx, log, { peer, epoch })) !== null) return { kind: "more", epoch };
    const note = await ask(ctx, log, { peer, epoch: log.epoch });
    if (note === null) return { kind: "none" };
    return (await holds(ctx, log, note)) ? { kind: "same" } : { kind: "more", epoch: log.epoch };
  } catch (error) {
    if (error instanceof OutboundError) return null;
    throw error;
  }
}

const isPublic = ({ stream }: RestoredLog): boolean => stream.endsWith("/public");

/** Returns the peers that may have seen a log: all for a public one, else the one that it is for. */
async function peersOf(ctx: RequestContext, { stream }: RestoredLog): Promise<Peer[]> {
  const [, only] = /\/to\/(\d{6})$/.exec(stream) ?? [];
  const peers: Peer[] = [];
  for (const { city, url } of await selectIdentities(ctx.db))
    if ((only ?? city) === city && !(await selectHosted(ctx.db, city))) peers.push({ city, url });
  return peers;
}

/**
 * Returns the erasures of a log for one city that the peer carried out, or null if it gives no list. Peers
 * erase nothing of a public log by a receipt.
 */
async function erasedBy(ctx: RequestContext, log: RestoredLog, peer: Peer): Promise<ErasedItem[] | null> {
  if (isPublic(log)) return [];
  try {
    return await askErased(ctx, log, peer);
  } catch (error) {
    if (error instanceof OutboundError) return null;
    throw error;
  }
}

/** Returns for each agreement of a log's city those of the cities that are its partners in it. */
const agreementsOf = async (ctx: RequestContext, { city }: RestoredLog, cities: readonly string[]) =>
  (await selectPartners(ctx.db, city))
    .map((partners) => partners.filter((partner) => cities.includes(partner)))
    .filter((partners) => partners.length > 0);

/**
 * Asks peers what they saw of the logs that wait after a restore, and what they erased. Serves those again of
 * which enough is known, without what was erased since the backup. `kinds` are those of logs for one city.
 * Returns the number of logs that still wait.
 */
export async function settleRestored(
  ctx: RequestContext,
  kinds: readonly SharedKind[] = [],
): Promise<number> {
  let waiting = 0;
  for (const log of await selectRestored(ctx.db)) {
    const peers = await peersOf(ctx, log);
    const answers = new Map<string, Seen>();
    const erased: ErasedItem[] = [];
    for (const peer of peers) {
      const [seen, gone] = [await seenBy(ctx, log, peer), await erasedBy(ctx, log, peer)];
      if (!seen || !gone) continue;
      answers.set(peer.city, seen);
      erased.push(...gone);
    }
    const cities = peers.map(({ city }) => city);
    const agreements = isPublic(log) ? await agreementsOf(ctx, log, cities) : cities.map((city) => [city]);
    const decision = decideRestored({ epoch: log.epoch, agreements, peers: cities, answers });
    if (decision.kind === "wait") waiting += 1;
    else {
      const epoch = decision.kind === "next" ? decision.epoch : null;
      await endWaiting(ctx, log, { epoch, erased, kinds });
    }
  }
  if (waiting > 0)
    ctx.log.warn({ waiting }, "restored logs are not served: no peer says what it saw of them");
  return waiting;
}

/**
 * Begins the next epoch of every public log that waits after a restore, without peers' answers. A log for one
 * city waits on: that city alone reads it, and only it knows what it erased since the backup. Returns the
 * streams that were opened.
 */
export async function openRestored(ctx: RequestContext): Promise<string[]> {
  const logs = (await selectRestored(ctx.db)).filter(isPublic);
  for (const log of logs) await endWaiting(ctx, log, { epoch: log.epoch + EPOCHS_AHEAD + 1 });
  return logs.map(({ stream }) => stream);
}

/**
 * Says to `/readyz` that restored logs wait for peers. A log for one city that waits keeps nobody else from
 * working, so it is counted alone.
 */
export const restoredHealth = {
  name: "restored-logs",
  async check(services: Pick<RequestContext, "db">): Promise<Record<string, unknown>> {
    const waiting = await selectRestored(services.db);
    if (waiting.some(isPublic)) throw new NotReady("WAITING_FOR_PEERS");
    return waiting.length > 0 ? { waiting: waiting.length } : {};
  },
};
