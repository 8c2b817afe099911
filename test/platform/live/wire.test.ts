import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createHub,
  type EndedTopic,
  type Hub,
  type LiveEvent,
  sendByWire,
  type Wire,
} from "../../../src/platform/live/index.ts";
import { quietLog } from "../../support/system-context.ts";

let table: LiveEvent[] = [];
let ended: EndedTopic[] = [];
let hub: Hub;
beforeEach(() => {
  [table, ended] = [[], []];
  hub = createHub(
    {
      readAfter: async (seen) => table.filter(({ topic, seq }) => seq > (seen.get(topic) ?? seq)),
      readEnded: async () => ended,
      whole: false,
      eventsKept: 200,
    },
    quietLog,
  );
});
afterEach(() => hub.close());

/** A response of Node that keeps what is written. `unread` counts as bytes that the client did not take. */
class TestWire extends EventEmitter implements Wire {
  destroyed = false;
  writableLength = 0;
  text = "";
  ended = false;
  write(bytes: Uint8Array) {
    this.text += new TextDecoder().decode(bytes);
  }
  end() {
    this.ended = true;
  }
  ids = () => [...this.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
}
const tell = async (...seqs: number[]) => {
  table.push(...seqs.map((seq) => ({ topic: "one", seq, data: seq })));
  await hub.look();
};

test("a wire gets what its stream held and then each event at once, in order and none twice", async () => {
  await (await hub.open("one", { after: null })).cancel();
  const keeps = await hub.open("one", { after: null });
  await tell(1, 2, 3);
  const wire = new TestWire();
  const stream = await hub.open("one", { after: 1 });
  await tell(4);
  const sent = sendByWire(stream, wire);
  await tell(5);
  await sent;
  await tell(6, 7);
  expect(wire.ids()).toEqual([2, 3, 4, 5, 6, 7]);
  expect(wire.text.match(/^retry: /gm)).toHaveLength(1);
  expect(hub.listeners()).toBe(2);
  await keeps.cancel();
});

test("a wire that closes, or was closed before, is no listener any more", async () => {
  const [open, closed] = [new TestWire(), new TestWire()];
  await sendByWire(await hub.open("one", { after: null }), open);
  closed.destroyed = true;
  await sendByWire(await hub.open("one", { after: null }), closed);
  expect([hub.listeners(), closed.text]).toEqual([1, ""]);
  open.emit("close");
  expect(hub.listeners()).toBe(0);
});

test("a client that does not read is dropped, and the others are told", async () => {
  const [slow, quick] = [new TestWire(), new TestWire()];
  for (const wire of [slow, quick]) await sendByWire(await hub.open("one", { after: null }), wire);
  slow.writableLength = 300_000;
  await tell(1);
  expect([slow.ended, slow.ids(), quick.ended, quick.ids()]).toEqual([true, [], false, [1]]);
  expect(hub.listeners()).toBe(1);
});

test("a topic that ends ends its wires with the reason, also one that has not got its first bytes", async () => {
  const [first, late] = [new TestWire(), new TestWire()];
  await sendByWire(await hub.open("one", { after: null }), first);
  const stream = await hub.open("one", { after: null });
  ended = [{ topic: "one", data: "over" }];
  await hub.look();
  await sendByWire(stream, late);
  for (const wire of [first, late])
    expect([wire.ended, wire.text]).toEqual([true, expect.stringContaining("event: end\ndata: over\n\n")]);
  expect(hub.listeners()).toBe(0);
});
