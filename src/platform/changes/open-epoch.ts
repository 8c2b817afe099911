import type { Tx } from "../../../db/client.ts";
import { beginEpoch } from "./store/copies.ts";
import { lockHead, moveHead, numberRows } from "./store/log.ts";
import { queueState, waitForSequencer } from "./store/outbox-state.ts";
import { append } from "./tree.ts";

const BATCH = 500;

/**
 * Begins the next epoch of an own log. It opens with the state of the former one: of each record its erasure,
 * or its newest entry if that is a `put`. What waits in the outbox follows. Returns the size of the new log.
 */
export async function openEpoch(
  tx: Tx,
  { stream, epoch }: { stream: string; epoch: number },
): Promise<number> {
  await waitForSequencer(tx, stream);
  const former = await lockHead(tx, stream);
  if (former.epoch >= epoch) throw new Error(`${stream} has epoch ${former.epoch} already`);
  await queueState(tx, { stream, epoch: former.epoch });
  await beginEpoch(tx, { stream, epoch });
  for (;;) {
    const head = await lockHead(tx, stream);
    const leaves = await numberRows(tx, head, BATCH);
    if (leaves.length === 0) return head.frontier.size;
    await moveHead(tx, { ...head, ...append(head.frontier, leaves) });
  }
}
