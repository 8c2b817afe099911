import { afterEach, expect, test } from "vitest";
import { createHub, type LiveEvent } from "../../../src/platform/live/index.ts";
import { quietLog } from "../../support/system-context.ts";

let table: LiveEvent[] = [];
let ended: string[] = [];
const hub = createHub(
  {
    readAfter: async (seen) => table.filter(({ topic, seq }) => seq > (seen.get(topic) ?? seq)),
    readEnded: async (topics) => topics.filter((topic) => ended.includes(topic)),
    endData: "over",
    eventsKept: 3,
  },
  quietLog,
);
const write = (topic: string, ...seqs: number[]) => {
  table.push(...seqs.map((seq) => ({ topic, seq, data: { topic, seq } })));
};
afterEach(() => {
  hub.close();
  table = [];
  ended = [];
});

/** Opens a stream of a topic. The result's methods return the event ids and the text received so far. */
async function listen(topic: string, after: number | null = null) {
  const reader = (await hub.open(topic, { after })).getReader();
  const text = new TextDecoder();
  let read = "";
  const pump = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      read += text.decode(value);
    }
  })();
  return {
    async ids() {
      await new Promise(setImmediate);
      return [...read.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    },
    text: () => read,
    pump,
  };
}

test("a listener gets the events of its own topic, and the newest alone when it is new", async () => {
  write("one", 1, 2);
  write("two", 1);
  const [first, second] = [await listen("one"), await listen("two")];
  write("one", 3);
  await hub.look();
  expect(await first.ids()).toEqual([2, 3]);
  expect(await second.ids()).toEqual([1]);
  expect(hub.listeners()).toBe(2);
});

test("a listener that reconnects gets what it missed, or the newest when that is not kept any more", async () => {
  const stays = await listen("one");
  write("one", 1, 2, 3, 4, 5);
  await hub.look();
  expect(await stays.ids()).toEqual([1, 2, 3, 4, 5]);
  expect(await (await listen("one", 3)).ids()).toEqual([4, 5]);
  expect(await (await listen("one", 1)).ids()).toEqual([5]);
});

test("a topic that is over ends the streams of its listeners with the reason, and no other's", async () => {
  const [first, second] = [await listen("one"), await listen("two")];
  ended = ["one"];
  await hub.look();
  await first.pump;
  expect(first.text()).toContain("event: end\ndata: over\n\n");
  expect(second.text()).not.toContain("event: end");
  expect(hub.listeners()).toBe(1);
});
