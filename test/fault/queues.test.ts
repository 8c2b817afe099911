import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openQueueNodes, type QueueNodes, queueStorm } from "../federation/crash/queue-crashes.ts";

const POINTS = 20;

describe.each([1, 2, 3])("kill -9 of a fair's host or a visitor's home, seed %i", (seed) => {
  let nodes: QueueNodes;
  beforeAll(async () => {
    nodes = await openQueueNodes();
  });
  afterAll(() => nodes?.close());

  test(`${POINTS} numbers taken, some given up: acknowledged minus present is 0`, async () => {
    const { done, wrong } = await queueStorm(nodes, { seed, kills: POINTS });
    const acknowledged = { joined: done.joined.length, left: done.left.length };
    console.log(JSON.stringify({ fault: "queues", seed, ...acknowledged, ...wrong }));
    expect(wrong).toEqual({ lost: 0, untold: 0, kept: 0, doubled: 0, waiting: 0 });
  }, 1_200_000);
});
