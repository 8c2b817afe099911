import { afterEach, describe, expect, test } from "vitest";
import { createHub, type Hub, type LiveEvent } from "../../../src/platform/live/index.ts";
import { quietLog } from "../../support/system-context.ts";

let table: LiveEvent[] = [];
let ended: string[] = [];
const hub = createHub(
  {
    readAfter: async (seen) => table.filter(({ topic, seq }) => seq > (seen.get(topic) ?? seq)),
    readEnded: async (topics) =>
      topics.filter((topic) => ended.includes(topic)).map((topic) => ({ topic, data: "over" })),
    whole: true,
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
async function listen(topic: string, after: number | null = null, of: Hub = hub) {
  const reader = (await of.open(topic, { after })).getReader();
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

describe("a topic whose events tell changes", () => {
  let news: LiveEvent[] = [];
  let over: { topic: string; data: string }[] = [];
  const changes = createHub(
    {
      readAfter: async (seen) => news.filter(({ topic, seq }) => seq > (seen.get(topic) ?? seq)),
      readEnded: async () => over,
      whole: false,
      eventsKept: 3,
    },
    quietLog,
  );
  const tell = (topic: string, seq: number, event: string, data: unknown = seq) =>
    news.push({ topic, seq, event, data });
  afterEach(() => {
    changes.close();
    news = [];
    over = [];
  });

  test("sends several kinds of event under their names, in one order", async () => {
    tell("one", 1, "pin");
    const line = await listen("one", 1, changes);
    tell("one", 2, "check", { said: "月薪一万\n\nevent: end" });
    tell("one", 3, "pin\nevent: end\ndata: forged");
    await changes.look();
    expect(await line.ids()).toEqual([2, 3]);
    expect(line.text().replace(/^retry: \d+\n\n/, "")).toBe(
      'id: 2\nevent: check\ndata: {"said":"月薪一万\\n\\nevent: end"}\n\nid: 3\nevent: pineventenddataforged\ndata: 3\n\n',
    );
  });

  test("sends nothing old to a new listener, the missed ones to a late one, a reset when too much is missed", async () => {
    for (const seq of [1, 2, 3, 4, 5]) tell("one", seq, "pin");
    const [fresh, late, ahead, lost] = [
      await listen("one", null, changes),
      await listen("one", 3, changes),
      await listen("one", 9, changes),
      await listen("one", 1, changes),
    ];
    expect([await fresh.ids(), await late.ids(), await ahead.ids()]).toEqual([[], [4, 5], []]);
    expect(lost.text()).toMatch(/^retry: \d+\n\nid: 5\nevent: reset\ndata: 5\n\n$/);
    tell("one", 6, "pin");
    await changes.look();
    expect(await lost.ids()).toEqual([5, 6]);
  });

  test("ends each topic with its own reason, on one line", async () => {
    const [first, second] = [await listen("one", null, changes), await listen("two", null, changes)];
    over = [
      { topic: "one", data: "cancelled" },
      { topic: "two", data: "ended\nid: 7" },
    ];
    await changes.look();
    await Promise.all([first.pump, second.pump]);
    expect(first.text()).toContain("event: end\ndata: cancelled\n\n");
    expect(second.text()).toContain("event: end\ndata: ended id: 7\n\n");
  });
});
