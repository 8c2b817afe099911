import type { RequestContext } from "../../platform/context.ts";
import type { PeerLog } from "./asking/ask.ts";
import { firstPauseMs } from "./asking/pause.ts";
import { type FollowOptions, followPeer, type PeerWorker } from "./follow-peer.ts";
import { replayQuarantine } from "./replay-quarantine.ts";
import { openLeadership } from "./store/leadership.ts";
import { hintedLogs, type Peer, selectPeers, selectReaders } from "./store/logs.ts";

/** Time until peers are looked up again: with peers, and without. */
export const LOOK_MS = 1_000;
const IDLE_MS = 5_000;

/** Returns the logs of each peer node by its address: its cities' public ones, and those for readers here. */
function logsByNode(peers: readonly Peer[], readers: readonly string[]): Map<string, PeerLog[]> {
  const nodes = new Map<string, PeerLog[]>();
  const [first] = readers;
  if (!first) return nodes;
  for (const peer of peers) {
    const own = nodes.get(peer.url) ?? [];
    own.push({ peer, audience: "public", reader: first });
    for (const reader of readers) own.push({ peer, audience: `to/${reader}`, reader });
    nodes.set(peer.url, own);
  }
  return nodes;
}

/**
 * Follows all peers of this installation, with one worker for each node. One process does so; the others
 * stand by. `look` starts and ends workers as peers come and go, and returns the pause until the next look.
 */
export function followPeers(ctx: RequestContext, options: FollowOptions) {
  const leadership = openLeadership(ctx.db, "federation pull");
  const workers = new Map<string, { worker: PeerWorker; logs: string }>();
  let replayed = false;

  async function stopAll(): Promise<void> {
    const all = [...workers.values()];
    workers.clear();
    await Promise.all(all.map(({ worker }) => worker.stop()));
  }

  async function look(): Promise<number> {
    const nodes = logsByNode(await selectPeers(ctx.db), await selectReaders(ctx.db));
    if (nodes.size === 0 || !(await leadership.take())) {
      await stopAll();
      return IDLE_MS;
    }
    if (!replayed) {
      replayed = true;
      await replayQuarantine(ctx, options.kinds, { privateKinds: options.privateKinds ?? [] });
    }
    for (const [url, { worker, logs }] of workers)
      if (JSON.stringify(nodes.get(url)) !== logs) {
        workers.delete(url);
        await worker.stop();
      }
    for (const [url, logs] of nodes)
      if (!workers.has(url)) {
        const firstMs = firstPauseMs(nodes.size, options.random ?? Math.random);
        const worker = followPeer(ctx, logs, { ...options, firstMs });
        workers.set(url, { worker, logs: JSON.stringify(logs) });
      }
    for (const stream of await hintedLogs(ctx.db))
      for (const { worker } of workers.values()) worker.wake(stream);
    return LOOK_MS;
  }

  return {
    look,
    /** Returns true while this process is the one that follows peers. */
    leads: () => workers.size > 0,
    async close(): Promise<void> {
      await stopAll();
      await leadership.release();
    },
  };
}
