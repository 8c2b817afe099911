import { afterAll, beforeAll, expect, test } from "vitest";
import { openQueueNodes, type QueueNodes, queueStorm } from "./crash/queue-crashes.ts";

let nodes: QueueNodes;
beforeAll(async () => {
  nodes = await openQueueNodes();
}, 180_000);
afterAll(() => nodes?.close());

test("nodes that are killed while people take numbers and give them up lose and double none", async () => {
  const { joined, left, ...wrong } = await queueStorm(nodes, { seed: 1, kills: 2 });
  expect(wrong).toEqual({ lost: 0, untold: 0, kept: 0, doubled: 0, waiting: 0 });
  expect([joined, left > 0]).toEqual([2, true]);
}, 240_000);
