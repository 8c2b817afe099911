import { expect, test } from "vitest";
import type { Db } from "../../db/client.ts";
import { createDueSender } from "../../src/federation/commands/send-due.ts";
import { createWaiting } from "../../src/platform/live/index.ts";
import { quietLog, testContext } from "../support/system-context.ts";

const CITY = { city: "210700", url: "https://jz.example.cn" };
const fetch = () => Promise.reject(new Error("nobody is called"));
/** Lets everything that is ready happen. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

/** A sender of numbers. Each is under way until `answer` is called with it. */
async function senderOf(due: number[], atOnce: number) {
  const underWay = new Map<number, (reached: boolean) => void>();
  const started: number[] = [];
  const ctx = await testContext({} as Db);
  const sender = createDueSender<number>(
    ctx,
    {
      atOnce,
      lookMs: 100,
      failure: "failed",
      targets: async () => [CITY],
      take: async (_city, limit) => due.splice(0, limit),
      send: (item) => {
        started.push(item);
        return new Promise((resolve) => underWay.set(item, resolve));
      },
    },
    { fetch, random: () => 0.5 },
  );
  const answer = async (item: number, reached = true) => {
    underWay.get(item)?.(reached);
    await soon();
  };
  return { sender, started, answer };
}

test("a slow answer holds up none but its own", async () => {
  const { sender, started, answer } = await senderOf([1, 2, 3, 4], 2);
  const pass = sender.pass(CITY);
  await soon();
  expect(started).toEqual([1, 2]);
  await answer(2);
  await answer(3);
  expect(started).toEqual([1, 2, 3, 4]);
  await answer(4);
  await answer(1);
  expect(await pass).toBe(4);
});

test("what is written while others are under way goes at the next look", async () => {
  const due = [1];
  const { sender, started, answer } = await senderOf(due, 8);
  await sender.look();
  await soon();
  due.push(2, 3);
  await soon();
  expect(started).toEqual([1]);
  await sender.look();
  await soon();
  expect(started).toEqual([1, 2, 3]);
  for (const item of [1, 2, 3]) await answer(item);
  await sender.close();
});

test("a node that is not reached gets no more, and rests", async () => {
  const { sender, started, answer } = await senderOf([1, 2, 3, 4], 2);
  const pass = sender.pass(CITY);
  await soon();
  await answer(1, false);
  await answer(2);
  expect(await pass).toBe(2);
  expect(await sender.pass(CITY)).toBe(0);
  expect(started).toEqual([1, 2]);
});

test("all who wait share one look, and each is woken by its own", async () => {
  const here = new Set<number>();
  let looks = 0;
  const waiting = createWaiting<number>({
    lookMs: 5,
    async look(_db, all) {
      looks += 1;
      return all.flatMap((what, place) => (here.has(what) ? [place] : []));
    },
  });
  const tools = { db: {} as Db, log: quietLog };
  const woken: number[] = [];
  const all = Array.from({ length: 50 }, (_, n) =>
    waiting.wait(tools, n, { ms: 60_000 }).then(() => void woken.push(n)),
  );
  here.add(7);
  await all[7];
  expect(woken).toEqual([7]);
  expect(looks).toBe(1);
  waiting.end(tools);
  await Promise.all(all);
  expect(woken).toHaveLength(50);
  await waiting.wait(tools, 7, { ms: 60_000 });
});
