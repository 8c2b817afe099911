import { afterAll, beforeAll, expect, test } from "vitest";
import { type Nodes, openNodes, storm } from "./crash/crashes.ts";

let nodes: Nodes;
beforeAll(async () => {
  nodes = await openNodes();
}, 120_000);
afterAll(() => nodes?.close());

test("nodes that are killed while they publish, apply and erase lose nothing", async () => {
  expect(await storm(nodes, { seed: 1, kills: 1 })).toMatchObject({
    lostPostings: 0,
    lostApplications: 0,
    sentTwice: 0,
    keptCards: 0,
    unconfirmed: 0,
    early: 0,
    stillOpen: 0,
    waiting: 0,
  });
}, 240_000);
