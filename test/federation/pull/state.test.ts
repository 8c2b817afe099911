import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestOfLog, digestOfRows, SHARED_KINDS } from "../../../src/federation/index.ts";
import { askLog } from "../../../src/federation/pull/asking/ask.ts";
import { exchange, followPeer } from "../../../src/federation/pull/index.ts";
import { frontierAt, logHead, rootOf } from "../../../src/platform/changes/index.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { HOME } from "../../factories/cities.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "../support/two-nodes.ts";

let world: TwoNodes;
beforeAll(async () => {
  world = await openTwoNodes();
});
afterAll(() => world.close());
beforeEach(() => {
  world.server.instead = () => null;
});

/** Writes entries of the home's log that stand for nothing, or erase records that no node has. */
async function fill(n: number, op: "noop" | "erase") {
  await sql`
    insert into outbox (stream, kind, record_id, home, rev, op)
    select ${STREAM}, 'posting', gen_random_uuid()::text, ${HOME}, 1, ${op} from generate_series(1, ${n}::int)`.execute(
    world.home.t.services.db,
  );
  while ((await world.number()) > 0);
}
const step = (kinds = SHARED_KINDS) =>
  exchange(world.ctx, world.log, { fetch: world.outbound.fetch, kinds, stateFrom: 200 }, 0);
const taking = async () => {
  const { rows } = await sql<{ parts: number; taking: boolean; state: string }>`
    select parts_taken as parts, manifest is not null as taking, state from followed_log where stream = ${STREAM}`.execute(
    world.away.services.db,
  );
  return rows[0];
};
/** Forgets all that the other node holds of the log, as if it were new to it. */
async function forget() {
  const { db } = world.away.services;
  for (const table of ["followed_log", "log_entry", "log_tile_hash", "log_head", "consumer_cursor"])
    await sql`delete from ${sql.table(table)} where stream = ${STREAM}`.execute(db);
  await sql`delete from log_state`.execute(world.home.t.services.db);
}
async function toEnd() {
  await world.number();
  for (let n = 0; n < 20 && (await step()).kind === "more"; n += 1);
  await drainAll(world.away.services);
}
const status = async (title: string) => {
  const { rows } = await sql<{ status: string }>`select status from posting where title = ${title}`.execute(
    world.away.services.db,
  );
  return rows[0]?.status ?? null;
};
/** True if size and tree of the copied log are those of the home. */
async function sameTree() {
  const [here, home] = [
    await logHead(world.away.services.db, STREAM),
    await logHead(world.home.t.services.db, STREAM),
  ];
  if (!here || !home) return false;
  return (
    here.frontier.size === home.frontier.size &&
    Buffer.compare(rootOf(here.frontier), rootOf(home.frontier)) === 0
  );
}

describe("a node that lacks much", () => {
  test("takes the state, then the entries after it, and nothing between is lost", async () => {
    const stays = await world.home.publish({ title: "管道工" });
    const goes = await world.home.publish({ title: "锅炉工" });
    await fill(600, "noop");
    await fill(1_100, "erase");
    expect((await step()).kind).toBe("more");
    expect(await taking()).toEqual({ parts: 0, taking: true, state: "resyncing" });
    // These come after the state's size and before its parts.
    await closePosting(world.home.member.ctx, { id: goes, reason: "filled" });
    await world.home.publish({ title: "电梯工" });
    await world.number();
    expect((await step()).kind).toBe("more");
    expect(await status("锅炉工")).toBe("published");
    await toEnd();
    expect([await status("管道工"), await status("锅炉工"), await status("电梯工")]).toEqual([
      "published",
      "closed",
      "published",
    ]);
    expect(await sameTree()).toBe(true);
    expect(await taking()).toEqual({ parts: 0, taking: false, state: "following" });
    expect(await world.found(world.away, "管道工")).toEqual([stays]);
    expect(await world.found(world.away, "锅炉工")).toEqual([]);
    const { db } = world.away.services;
    const head = await logHead(db, STREAM);
    const [posting] = SHARED_KINDS.filter(({ kind }) => kind === "posting");
    if (!head || !posting) throw new Error("no log");
    const asOf = new Date();
    const log = { stream: STREAM, epoch: 1, size: head.frontier.size, asOf };
    expect(await digestOfLog(db, posting, log)).toEqual(
      await digestOfLog(world.home.t.services.db, posting, log),
    );
    expect(await digestOfRows(db, posting, HOME)).toEqual(await digestOfLog(db, posting, log));
    const { rows } = await sql<{ held: number; told: number }>`
      select (select count(*)::int from log_entry where stream = ${STREAM}) as held, size::int as told from log_head
      where stream = ${STREAM}`.execute(db);
    expect(rows[0]?.held).toBeLessThan((rows[0]?.told ?? 0) - 500);
  });

  test("a tail that begins at the present size in place of the state's misses a closing", async () => {
    const goes = await world.home.publish({ title: "司机甲" });
    await world.number();
    await forget();
    await step();
    await closePosting(world.home.member.ctx, { id: goes, reason: "filled" });
    await world.number();
    while ((await taking())?.taking) await step();
    expect(await status("司机甲")).toBe("published");
    const now = await logHead(world.home.t.services.db, STREAM);
    const { hashes, size } = now?.frontier ?? { hashes: [], size: 0 };
    const { db } = world.away.services;
    const kept = await logHead(db, STREAM);
    const put = (to: number, bytes: Buffer) =>
      sql`update log_head set size = ${to}, frontier = ${bytes} where stream = ${STREAM}`.execute(db);
    await put(size, Buffer.concat(hashes));
    await toEnd();
    expect(await status("司机甲")).toBe("published");
    await put(kept?.frontier.size ?? 0, Buffer.concat(kept?.frontier.hashes ?? []));
    await toEnd();
    expect(await status("司机甲")).toBe("closed");
  });

  test("goes on with the part after the last one when it is killed half-way", async () => {
    await forget();
    await step();
    await step();
    expect(await taking()).toMatchObject({ parts: 1, taking: true });
    const dying = SHARED_KINDS.map((kind) => ({
      ...kind,
      close: () => Promise.reject(Object.assign(new Error("killed"), { code: "57P01" })),
    }));
    await expect(step(dying)).rejects.toThrow("killed");
    expect(await taking()).toMatchObject({ parts: 1, taking: true });
    const asked: string[] = [];
    const fetch: typeof world.outbound.fetch = (url, request) => {
      asked.push(new URL(url).pathname);
      return world.outbound.fetch(url, request);
    };
    const worker = followPeer(world.ctx, [world.log], {
      fetch,
      kinds: SHARED_KINDS,
      waitS: 0,
      stateFrom: 200,
    });
    const endMs = Date.now() + 10_000;
    while (!(await sameTree()) && Date.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 30));
    await worker.stop();
    expect(await sameTree()).toBe(true);
    expect(asked.filter((path) => path.includes("/state/")).map((path) => path.split("/").at(-1))).toEqual([
      "1",
      "2",
    ]);
    expect(asked.some((path) => path.endsWith("/state"))).toBe(false);
  });

  test("begins anew when the state is over", async () => {
    await forget();
    await step();
    await step();
    await sql`delete from log_state`.execute(world.home.t.services.db);
    expect((await step()).kind).toBe("more");
    expect(await taking()).toMatchObject({ parts: 0, taking: true });
    await toEnd();
    expect(await sameTree()).toBe(true);
  });

  test("a log that was pruned is followed by its state", async () => {
    await fill(20, "noop");
    await forget();
    await sql`delete from log_entry where stream = ${STREAM} and op = 'noop' and seq <= 300`.execute(
      world.home.t.services.db,
    );
    const { db } = world.away.services;
    expect(
      await exchange(world.ctx, world.log, { fetch: world.outbound.fetch, kinds: SHARED_KINDS }, 0),
    ).toBeTruthy();
    await toEnd();
    expect(await sameTree()).toBe(true);
    expect((await logHead(db, STREAM))?.frontier.size).toBeGreaterThan(1_700);
  });
});

describe("a state that is not as its manifest says", () => {
  const ask = (path: string) =>
    askLog(
      world.ctx,
      world.log,
      { epoch: 1, path, totalMs: 5_000, maxBytes: 6_000_000 },
      { fetch: world.outbound.fetch },
    );
  /** Answers one path with other bytes. */
  const changed = (end: string, change: (body: Buffer) => Buffer): typeof world.outbound.fetch => {
    return async (url, request) => {
      const answer = await world.outbound.fetch(url, request);
      return new URL(url).pathname.endsWith(end)
        ? { ...answer, body: change(Buffer.from(answer.body)) }
        : answer;
    };
  };
  const through = (fetch: typeof world.outbound.fetch) =>
    exchange(world.ctx, world.log, { fetch, kinds: SHARED_KINDS, stateFrom: 200 }, 0);
  const flip = (at: number) => (body: Buffer) => {
    const bytes = Buffer.from(body);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes;
  };

  test("changes no row: a flipped byte, a missing, a doubled and another line", async () => {
    await forget();
    await step();
    const sound = Buffer.from((await ask(`state/${await id()}/0`)).body);
    const lines = sound.toString().trimEnd().split("\n");
    const wrong: ((body: Buffer) => Buffer)[] = [
      ...[3, 40, 200, sound.length - 9].map(flip),
      () => Buffer.from(`${lines.slice(1).join("\n")}\n`),
      () => Buffer.from(`${[lines[0], ...lines].join("\n")}\n`),
      () => Buffer.from(`${[lines[1], lines[0], ...lines.slice(2)].join("\n")}\n`),
    ];
    for (const change of wrong) {
      expect((await through(changed("/0", change))).kind).toBe("refused");
      expect(await taking()).toMatchObject({ parts: 0, taking: true });
      expect((await world.held()).entries).toBe(0);
    }
    await toEnd();
    expect(await sameTree()).toBe(true);
  });

  test("a manifest with any changed byte begins nothing", async () => {
    await forget();
    const note = Buffer.from((await ask("state")).body);
    for (let at = 0; at < note.length - 2; at += Math.ceil(note.length / 25)) {
      const outcome = await through(changed("/state", flip(at)));
      expect(outcome.kind, String(at)).not.toBe("even");
      expect((await taking())?.taking ?? false).toBe(false);
      await forget();
    }
  });

  async function id() {
    return /"state":"([^"]+)"/.exec(Buffer.from((await ask("state")).body).toString())?.[1];
  }

  test("gives a stranger the headers alone, and is gone after a day", async () => {
    const path = `/fed/v1/log/${HOME}/public/1/state/${await id()}/0`;
    const text = await (await world.home.t.app.request(path)).text();
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.every((line) => Object.keys(line).join() === "h")).toBe(true);
    expect(Buffer.from((await ask(`state/${await id()}/0`)).body).toString()).toContain('"p":');
    for (const other of ["x/0", `${crypto.randomUUID()}/0`, `${await id()}/99`, `${await id()}/-1`])
      expect((await world.home.t.app.request(`/fed/v1/log/${HOME}/public/1/state/${other}`)).status).toBe(
        404,
      );
    await sql`update log_state set created_at = created_at - interval '25 hours'`.execute(
      world.home.t.services.db,
    );
    expect((await world.home.t.app.request(path)).status).toBe(404);
  });
});

test("the tree of a state is that of the home's log at its size", async () => {
  const { db } = world.home.t.services;
  const head = await logHead(world.away.services.db, STREAM);
  if (!head) return;
  const at = await frontierAt(db, { stream: STREAM, epoch: 1 }, head.frontier.size);
  expect(Buffer.compare(rootOf(at), rootOf(head.frontier))).toBe(0);
});
