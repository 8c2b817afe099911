import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkpointVerifiers, cityInDirectory, logOrigin } from "../../../src/federation/directory/index.ts";
import { SHARED_KINDS } from "../../../src/federation/index.ts";
import { applyEntries } from "../../../src/federation/pull/apply-entries.ts";
import { applyPage } from "../../../src/federation/pull/index.ts";
import { type Page, readPage } from "../../../src/federation/pull/reading/page.ts";
import { replayQuarantine } from "../../../src/federation/pull/replay-quarantine.ts";
import {
  append,
  appendCopies,
  drain,
  EMPTY,
  type Emission,
  emit,
  lockHead,
  logHead,
  type SharedKind,
  sequence,
} from "../../../src/platform/changes/index.ts";
import { searchIndex } from "../../../src/search/worker.ts";
import { drainAll } from "../../../workers/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "../support/two-nodes.ts";

let world: TwoNodes;
beforeAll(async () => {
  world = await openTwoNodes();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.pull();
});

const [away, home] = [() => world.away.services.db, () => world.home.t.services.db];

/** Returns the next page of HOME's log for the node `away`, verified. */
async function nextPage(limit = 500): Promise<Page> {
  await sequence(home());
  const from = (await logHead(away(), STREAM))?.frontier ?? EMPTY;
  const known = await cityInDirectory(world.ctx, HOME);
  if (!known) throw new Error("no directory");
  return readPage(await world.page({ after: from.size, limit }), {
    log: `${STREAM}/1`,
    origin: logOrigin(known.origin, STREAM, 1),
    city: HOME,
    from,
    keys: checkpointVerifiers(known, { stream: STREAM, epoch: 1, at: world.ctx.clock.now() }),
  });
}
const PLACE = { stream: STREAM, epoch: 1, more: false };
type Apply = (page: Page, kinds?: readonly SharedKind[]) => Promise<unknown>;
const apply: Apply = (page, kinds = SHARED_KINDS) => applyPage(world.ctx, page, { place: PLACE, kinds });
/** Writes a change into HOME's own log. */
const tell = (change: Partial<Emission>) =>
  home()
    .transaction()
    .execute((tx) =>
      emit(tx, {
        city: HOME,
        audience: "public",
        kind: "posting",
        id: "x",
        rev: 1,
        op: "put",
        payload: {},
        ...change,
      }),
    );
const quarantined = async () =>
  (
    await sql<{ seq: number; error: string }>`
      select seq::int, error from quarantine where consumer = 'copies' order by seq`.execute(away())
  ).rows.map(({ error }) => error);
const clear = () => sql`delete from quarantine`.execute(away());
async function payloadOf(id: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ payload: Record<string, unknown> }>`
    select payload::jsonb as payload from log_entry
    where record_id = ${id} and op = 'put' and stream = ${STREAM} order by seq desc limit 1`.execute(home());
  return rows[0]?.payload ?? {};
}

/** A kind that fails as a lost connection does, after the rows of earlier kinds. */
const dying: SharedKind = {
  kind: "posting",
  schema: 1,
  put: async () => {
    throw Object.assign(new Error("Connection terminated"), { code: "57P01" });
  },
  expires: false,
  close: async () => undefined,
  purge: async () => [],
  told: () => sql`select null where false`,
  held: async () => [],
};

describe("one transaction", () => {
  /** The naive order: the cursor moves, and the rows follow in a transaction of their own. */
  const cursorApart: Apply = async (page, kinds = SHARED_KINDS) => {
    await away()
      .transaction()
      .execute(async (tx) => {
        const head = await lockHead(tx, STREAM);
        await appendCopies(tx, { ...head, ...page });
      });
    await away()
      .transaction()
      .execute((tx) => applyEntries(tx, page.entries, kinds));
  };

  /** Applies a page while the process dies in the middle, then follows the log as after a restart. */
  async function foundAfterDeath(by: Apply, title: string): Promise<number> {
    await world.home.publish({ title });
    const page = await nextPage();
    await expect(
      by(page, [...SHARED_KINDS.filter(({ kind }) => kind !== "posting"), dying]),
    ).rejects.toThrow();
    const again = await nextPage();
    if (again.entries.length > 0) await apply(again);
    await drainAll(world.away.services);
    return (await world.found(world.away, title)).length;
  }

  test("a process that dies within a page loses nothing", async () => {
    expect(await foundAfterDeath(apply, "镗工")).toBe(1);
  });

  test("with the cursor apart from the rows, the same death loses a posting", async () => {
    expect(await foundAfterDeath(cursorApart, "磨工")).toBe(0);
    await world.away.services.db.deleteFrom("posting").where("title", "=", "磨工").execute();
  });

  /** The naive order: local consumers follow the entries before the rows are there. */
  const consumersFirst: Apply = async (page) => {
    await away()
      .transaction()
      .execute(async (tx) => {
        const head = await lockHead(tx, STREAM);
        await appendCopies(tx, { ...head, ...page });
      });
    await drain(world.ctx, [searchIndex]);
    await away()
      .transaction()
      .execute((tx) => applyEntries(tx, page.entries, SHARED_KINDS));
  };

  async function indexedBy(by: Apply, title: string): Promise<number> {
    const id = await world.home.publish({ title });
    await by(await nextPage());
    await drain(world.ctx, [searchIndex]);
    const { rows } = await sql`select from posting_search where posting_id = ${id}`.execute(away());
    return rows.length;
  }

  test("local consumers find the rows of each entry that they follow", async () => {
    expect(await indexedBy(apply, "铣工")).toBe(1);
  });

  test("consumers fed before the rows miss a posting", async () => {
    expect(await indexedBy(consumersFirst, "车工")).toBe(0);
  });

  test("two processes that apply one page apply it once", async () => {
    await world.home.publish({ title: "电工" });
    const page = await nextPage();
    const outcomes = await Promise.all([apply(page), apply(page), apply(page)]);
    expect(outcomes.filter((applied) => applied)).toHaveLength(1);
    const { frontier } = append(EMPTY, []);
    expect((await logHead(away(), STREAM))?.frontier.size).toBe(frontier.size + (await world.held()).entries);
  });

  test("killed between pages, a node goes on where it stopped", async () => {
    const ids = [];
    for (let n = 0; n < 6; n += 1) ids.push(await world.home.publish({ title: `焊工${n}` }));
    await apply(await nextPage(2));
    await expect(apply(await nextPage(2), [dying])).rejects.toThrow();
    for (let left = 1; left > 0; ) {
      const page = await nextPage(2);
      left = page.entries.length;
      if (left > 0) await apply(page);
    }
    const { rows } = await sql<{
      id: string;
    }>`select id from posting where title like '焊工_' order by id`.execute(away());
    expect(rows.map(({ id }) => id)).toEqual(ids.sort());
  });
});

describe("what cannot be applied", () => {
  beforeEach(clear);

  test("an unknown kind, a newer schema and an unknown code are quarantined and passed", async () => {
    const id = await world.home.publish({ title: "裁剪工" });
    const payload = await payloadOfNext(id);
    await tell({ kind: "policy", id: "policy-1" });
    const other = crypto.randomUUID();
    await tell({ id: other, payload: { ...payload, id: other, occupation: "spaceship-welder" } });
    await tell({ id: crypto.randomUUID(), op: "moveOut", payload: undefined });
    await sql`
      insert into outbox (stream, kind, record_id, home, rev, op, schema_version, payload)
      values (${STREAM}, 'posting', ${crypto.randomUUID()}, ${HOME}, 1, 'put', 2, '{}')`.execute(home());
    await apply(await nextPage());
    expect((await quarantined()).sort()).toEqual(
      ["kind policy", "code spaceship-welder", "op moveOut", "schema 2"].sort(),
    );
    await drainAll(world.away.services);
    expect(await world.found(world.away, "裁剪工")).toEqual([id]);
  });

  test("an unknown employer fails no page: a posting brings its own", async () => {
    const id = await world.home.publish({ title: "缝纫工" });
    const payload = await payloadOfNext(id);
    const other = crypto.randomUUID();
    const employer = { id: crypto.randomUUID(), name: "没有公告过的服装厂", verified: false };
    await tell({ id: other, payload: { ...payload, id: other, employer, repostFrom: "招聘网" } });
    await apply(await nextPage());
    expect(await quarantined()).toEqual([]);
    const { rows } = await sql`select from posting where id = ${other}`.execute(away());
    expect(rows).toHaveLength(1);
  });

  test("a poisoned record stops no other of its page", async () => {
    const ids = [await world.home.publish({ title: "叉车工甲" })];
    const payload = await payloadOfNext(ids[0] ?? "");
    await tell({ id: "no-uuid", payload: { ...payload, id: "no-uuid" } });
    await tell({ id: "also-none", op: "close", rev: 9, payload: undefined });
    ids.push(await world.home.publish({ title: "叉车工乙" }));
    await apply(await nextPage());
    expect(await quarantined()).toHaveLength(2);
    const { rows } = await sql<{ id: string }>`
      select id from posting where title like '叉车工_' order by id`.execute(away());
    expect(rows.map(({ id }) => id)).toEqual(ids.sort());
  });

  test("what an upgrade can read is replayed, and local consumers then find it", async () => {
    const id = await world.home.publish({ title: "喷漆工" });
    const older = SHARED_KINDS.map((kind) => (kind.kind === "posting" ? { ...kind, schema: 0 } : kind));
    await apply(await nextPage(), older);
    await drainAll(world.away.services);
    expect(await quarantined()).toEqual(["schema 1"]);
    expect(await replayQuarantine(world.ctx, older)).toBe(0);
    expect(await replayQuarantine(world.ctx, SHARED_KINDS, { city: "210700" })).toBe(0);
    expect(await replayQuarantine(world.ctx, SHARED_KINDS)).toBe(1);
    await drainAll(world.away.services);
    expect(await world.found(world.away, "喷漆工")).toEqual([id]);
    expect(await quarantined()).toEqual([]);
  });

  test("a replay does not bring back what a later entry overtook", async () => {
    const id = await world.home.publish({ title: "钣金工" });
    const older = SHARED_KINDS.map((kind) => (kind.kind === "posting" ? { ...kind, schema: 0 } : kind));
    await apply(await nextPage(), older);
    await tell({ id, rev: 9, op: "close", payload: undefined });
    await apply(await nextPage());
    expect(await replayQuarantine(world.ctx, SHARED_KINDS)).toBe(1);
    const { rows } = await sql`select from posting where id = ${id} and status = 'published'`.execute(away());
    expect(rows).toHaveLength(0);
  });
});

/** Returns the payload that the next page will tell of a record. */
async function payloadOfNext(id: string): Promise<Record<string, unknown>> {
  await sequence(home());
  return payloadOf(id);
}

describe("revisions", () => {
  const titleOf = async (id: string) =>
    (await away().selectFrom("posting").select(["title", "status"]).where("id", "=", id).execute())[0];

  test("a revision from the past changes nothing", async () => {
    const id = await world.home.publish({ title: "油漆工" });
    const payload = await payloadOfNext(id);
    await world.pull();
    await tell({ id, rev: 0, payload: { ...payload, title: "旧的" } });
    await tell({ id, rev: 0, op: "close", payload: undefined });
    await world.pull();
    expect(await titleOf(id)).toEqual({ title: "油漆工", status: "published" });
  });

  test("several versions in one page leave the newest", async () => {
    const id = await world.home.publish({ title: "木工" });
    const payload = await payloadOfNext(id);
    await tell({ id, rev: 11, payload: { ...payload, title: "木工十一" } });
    await tell({ id, rev: 12, op: "close", payload: undefined });
    await tell({ id, rev: 13, payload: { ...payload, title: "木工十三" } });
    await world.pull();
    expect(await titleOf(id)).toEqual({ title: "木工十三", status: "published" });
  });

  test("an erased record stays away: a late old put and a new one do not bring it back", async () => {
    const id = await world.home.publish({ title: "瓦工" });
    const payload = await payloadOfNext(id);
    await world.pull();
    await tell({ id, rev: 20, op: "erase", payload: undefined });
    await tell({ id, rev: 19, payload: { ...payload, title: "旧的瓦工" } });
    await world.pull();
    await tell({ id, rev: 21, payload: { ...payload, title: "新的瓦工" } });
    await world.pull();
    expect(await titleOf(id)).toBeUndefined();
    const { rows } = await sql<{ payload: string | null; rev: number }>`
      select payload, rev from log_entry where record_id = ${id} and rev < 19`.execute(away());
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.payload === null)).toBe(true);
  });

  test("a city erases nothing of another city: neither its log nor its record", async () => {
    const own = crypto.randomUUID();
    const change = {
      city: NEIGHBOUR,
      audience: "public",
      kind: "posting",
      id: own,
      rev: 1,
      op: "put",
    } as const;
    await away()
      .transaction()
      .execute((tx) => emit(tx, { ...change, payload: { title: "本市的" } }));
    await sequence(away());
    await tell({ id: own, rev: 9, op: "erase", payload: undefined });
    await world.pull();
    const { rows } = await sql<{ payload: string | null }>`
      select payload from log_entry where record_id = ${own} and op = 'put'`.execute(away());
    expect(rows[0]?.payload).toContain("本市的");
  });
});
