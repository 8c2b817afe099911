import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SHARED_KINDS, signCheckpoint } from "../../../src/federation/index.ts";
import { asNoteSigner, nodeSigner } from "../../../src/federation/keys/index.ts";
import { followPeer, noteHint, type PeerWorker } from "../../../src/federation/pull/index.ts";
import { federationWork } from "../../../src/federation/worker.ts";
import { logHead } from "../../../src/platform/changes/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { drainAll } from "../../../workers/index.ts";
import { HOME } from "../../factories/cities.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "../support/two-nodes.ts";

let world: TwoNodes;
/** Workers and loops of the running test. */
let workers: Pick<PeerWorker, "stop">[] = [];
beforeAll(async () => {
  world = await openTwoNodes();
});
afterAll(() => world.close());
beforeEach(() => {
  world.server.instead = () => null;
  world.server.asked = [];
});
afterEach(async () => {
  const all = workers;
  workers = [];
  await Promise.all(all.map((worker) => worker.stop()));
});

const follow = (log = world.log, waitS = 5) => {
  const options = { fetch: world.outbound.fetch, kinds: SHARED_KINDS, waitS, random: () => 0 };
  const worker = followPeer(world.ctx, [log], options);
  workers.push(worker);
  return worker;
};
async function until(holds: () => Promise<boolean>, ms = 8_000): Promise<void> {
  const endMs = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error("it did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const has = (title: string) => async () => {
  const { rows } = await sql`select from posting where title = ${title}`.execute(world.away.services.db);
  return rows.length === 1;
};
/** Publishes at home and numbers it, as the home's workers do. Returns when it was committed. */
async function publish(title: string): Promise<number> {
  await world.home.publish({ title });
  await world.number();
  return performance.now();
}

test("a waiting question brings a new posting at once", async () => {
  await publish("起重工");
  follow();
  await until(has("起重工"));
  await until(async () => world.server.asked.length === 2);
  const atMs = await publish("司索工");
  await until(has("司索工"));
  expect(performance.now() - atMs).toBeLessThan(2_000);
});

test("stopping ends the waiting question and leaves a log that goes on where it stopped", async () => {
  const worker = follow(world.log, 25);
  await until(async () => world.server.asked.length > 0);
  const startMs = performance.now();
  await worker.stop();
  expect(performance.now() - startMs).toBeLessThan(2_000);
  await publish("信号工");
  follow();
  await until(has("信号工"));
});

test("a dead peer is asked ever less often, and is followed again when it is back", async () => {
  world.server.instead = (_, response) => {
    response.destroy();
    return "done";
  };
  await publish("测量工");
  const worker = follow();
  await until(async () => world.server.asked.length >= 3);
  const { rows } = await sql<{ fault: string; failures: number }>`
    select fault, failures from followed_log where stream = ${STREAM}`.execute(world.away.services.db);
  expect(rows[0]).toMatchObject({ fault: "UNREACHABLE" });
  expect(rows[0]?.failures).toBeGreaterThanOrEqual(2);
  world.server.instead = () => null;
  worker.wake(STREAM);
  await until(has("测量工"));
  expect((await world.held()).state).toBe("following");
});

test("a slow peer does not delay another", async () => {
  const slow = { ...world.log, peer: { ...world.log.peer }, audience: "to/210900" };
  world.server.instead = async ({ stream }) => {
    if (stream === STREAM) return null;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return Buffer.from("\n");
  };
  follow(slow);
  follow();
  const atMs = await publish("架子工");
  await until(has("架子工"));
  expect(performance.now() - atMs).toBeLessThan(2_000);
});

test("the program's loop finds its peers, follows them and stops", async () => {
  const [part] = federationWork.loops;
  const services = {
    ...world.away.services,
    config: { ...world.away.services.config, outboundAllow: ["loopback"] as const },
  };
  const [one, two] = [
    await part.open(systemContext(services, "one")),
    await part.open(systemContext(services, "two")),
  ];
  if (!one || !two || typeof one === "function" || typeof two === "function") throw new Error("no loop");
  workers = [{ stop: one.close }, { stop: two.close }];
  await one.turn();
  await two.turn();
  await publish("防水工");
  await until(has("防水工"));
  expect(world.server.asked.filter(({ stream }) => stream === STREAM).length).toBeLessThanOrEqual(3);
  world.server.instead = (_, response) => {
    response.destroy();
    return "done";
  };
  const { size } = await world.held();
  await publish("抹灰工");
  const askedFor = () => world.server.asked.filter(({ after }) => after >= size).length;
  const before = askedFor();
  await until(async () => askedFor() > before);
  world.server.instead = () => null;
  await noteHint(world.away.services.db, STREAM, size + 1);
  await one.turn();
  await until(has("抹灰工"));
  await one.close();
  world.server.asked = [];
  await two.turn();
  await publish("保温工");
  await until(has("保温工"));
  await two.close();
  await drainAll(world.away.services);
  expect((await world.found(world.away, "保温工")).length).toBeGreaterThan(0);
});

describe("another log than before", () => {
  test("an epoch that follows a restore is read to its end, and hides what it does not tell", async () => {
    await publish("爆破工");
    await publish("打桩工");
    while ((await world.pull()).kind === "more");
    const db = world.home.t.services.db;
    await sql`
      with kept as (select distinct on (record_id) * from log_entry
        where stream = ${STREAM} and record_id in (select id::text from posting where title <> '打桩工') order by record_id, seq desc)
      insert into outbox (stream, kind, record_id, home, rev, op, payload)
      select stream, kind, record_id, ${HOME}, rev, op, payload::jsonb from kept`.execute(db);
    await sql`update log_head set epoch = 2, size = 0, frontier = '' where stream = ${STREAM}`.execute(db);
    for (let n = 0; n < 6; n += 1) await world.pull();
    expect((await logHead(world.away.services.db, STREAM))?.epoch).toBe(2);
    expect((await world.held()).state).toBe("following");
    const { rows } = await sql<{ title: string; status: string }>`
      select title, status from posting where title in ('爆破工', '打桩工') order by title`.execute(
      world.away.services.db,
    );
    expect(Object.fromEntries(rows.map(({ title, status }) => [title, status]))).toEqual({
      爆破工: "published",
      打桩工: "closed",
    });
  });

  test("two roots for one size freeze the log, and both notes are kept", async () => {
    await world.pull();
    const { db } = world.away.services;
    const head = await logHead(db, STREAM);
    const signer = await nodeSigner(world.home.t.services, HOME);
    if (!head || !signer) throw new Error("no log");
    const { rows } = await sql<{ checkpoint: string }>`
      select checkpoint from followed_log where stream = ${STREAM}`.execute(db);
    const [origin = "", size = ""] = rows[0]?.checkpoint.split("\n") ?? [];
    const forked = await signCheckpoint({ origin, size: Number(size), root: new Uint8Array(32).fill(5) }, [
      asNoteSigner(signer, origin),
    ]);
    world.server.instead = () => Buffer.from(`${JSON.stringify({ checkpoint: forked })}\n`);
    expect(await world.pull()).toEqual({ kind: "frozen" });
    world.server.instead = () => null;
    expect(await world.pull()).toEqual({ kind: "frozen" });
    const kept = await sql<{ state: string; checkpoint: string; contradiction: string }>`
      select state, checkpoint, contradiction from followed_log where stream = ${STREAM}`.execute(db);
    expect(kept.rows[0]).toEqual({ state: "frozen", checkpoint: rows[0]?.checkpoint, contradiction: forked });
  });
});
