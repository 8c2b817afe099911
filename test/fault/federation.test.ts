import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bootstrap, type Nodes, openNodes, storm } from "../federation/crash/crashes.ts";

const POINTS = 20;

describe.each([1, 2, 3])("kill -9 of either node, seed %i", (seed) => {
  let nodes: Nodes;
  beforeAll(async () => {
    nodes = await openNodes();
  });
  afterAll(() => nodes?.close());

  test(`${POINTS} points of pull, command and erasure: acknowledged minus present is 0`, async () => {
    const figures = await storm(nodes, { seed, kills: POINTS });
    console.log(JSON.stringify({ fault: "federation", seed, ...figures }));
    expect(figures).toMatchObject({
      lostPostings: 0,
      lostApplications: 0,
      sentTwice: 0,
      keptCards: 0,
      unconfirmed: 0,
      early: 0,
      stillOpen: 0,
      waiting: 0,
    });
  }, 1_200_000);
});

describe.each([1, 2, 3])("kill -9 during a bootstrap, seed %i", (seed) => {
  let nodes: Nodes;
  beforeAll(async () => {
    nodes = await openNodes(200);
  });
  afterAll(() => nodes?.close());

  test(`${POINTS} points: the log is whole and no posting is missing`, async () => {
    const figures = await bootstrap(nodes, { seed, kills: POINTS });
    console.log(JSON.stringify({ fault: "bootstrap", seed, ...figures }));
    expect(figures).toEqual({ lost: 0, equal: true });
  }, 1_200_000);
});
