import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  markRestored,
  openRestored,
  SHARED_KINDS,
  selectRestored,
  settleRestored,
} from "../../src/federation/index.ts";
import { exchange } from "../../src/federation/pull/index.ts";
import { decideRestored, type Seen } from "../../src/federation/serving/restored/rules.ts";
import { logHead } from "../../src/platform/changes/index.ts";
import { type RequestContext, systemContext } from "../../src/platform/context.ts";
import { OutboundError } from "../../src/platform/outbound/index.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME, NEIGHBOUR } from "../factories/cities.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "./support/two-nodes.ts";

let world: TwoNodes;
/** True while the other node answers. */
let reachable = true;
beforeAll(async () => {
  world = await openTwoNodes();
});
afterAll(() => world.close());

const db = () => world.home.t.services.db;
/** The home's background work. Its calls reach the other node without a network. */
const atHome = (): RequestContext => ({
  ...systemContext(world.home.t.services, "test"),
  outbound: async (url, request) => {
    if (!reachable) throw new OutboundError("UNREACHABLE");
    const { pathname, search } = new URL(url);
    const answer = await world.away.app.request(pathname + search, { headers: request.headers ?? {} });
    return { status: answer.status, headers: {}, body: new Uint8Array(await answer.arrayBuffer()) };
  },
});
async function toEnd() {
  await world.number();
  for (let n = 0; n < 12; n += 1)
    if (
      (await exchange(world.ctx, world.log, { fetch: world.outbound.fetch, kinds: SHARED_KINDS }, 0)).kind !==
      "more"
    )
      break;
  await drainAll(world.away.services);
}
const at = async (t: TwoNodes["away"], title: string) => {
  const { rows } = await sql<{ rev: number; status: string }>`
    select rev, status from posting where title = ${title}`.execute(t.services.db);
  return rows[0] ?? null;
};
const epochs = async () =>
  Promise.all([world.home.t, world.away].map(async (t) => (await logHead(t.services.db, STREAM))?.epoch));
/**
 * Keeps log and postings of the home. The function that it returns puts them back, as a restored backup does.
 */
async function backup() {
  for (const table of ["log_entry", "log_head", "log_tile_hash"])
    await sql`create table ${sql.table(`kept_${table}`)} as select * from ${sql.table(table)}`.execute(db());
  await sql`create table kept_posting as select * from posting`.execute(db());
  return async () => {
    await sql`delete from outbox`.execute(db());
    for (const table of ["log_entry", "log_head", "log_tile_hash"]) {
      await sql`delete from ${sql.table(table)}`.execute(db());
      await sql`insert into ${sql.table(table)} select * from ${sql.table(`kept_${table}`)}`.execute(db());
      await sql`drop table ${sql.table(`kept_${table}`)}`.execute(db());
    }
    await sql`drop table kept_posting`.execute(db());
    await markRestored(db());
  };
}
const served = () => world.home.t.app.request(`/fed/v1/log/${HOME}/public/1/checkpoint`);

test("a restored log waits; if no peer saw more it goes on in its epoch", async () => {
  await world.home.publish({ title: "恢复甲" });
  await toEnd();
  const restore = await backup();
  await restore();
  const answer = await served();
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
  expect(((await answer.json()) as { code: string }).code).toBe("LOG_RESTORED");
  expect((await world.home.t.app.request("/")).status).toBe(200);
  reachable = false;
  expect(await settleRestored(atHome())).toBeGreaterThan(0);
  expect((await served()).status).toBe(503);
  reachable = true;
  expect(await settleRestored(atHome())).toBe(0);
  expect((await served()).status).toBe(200);
  await toEnd();
  expect(await epochs()).toEqual([1, 1]);
});

test("a log that a peer saw larger opens its next epoch, and the peer repairs record by record", async () => {
  await world.home.publish({ title: "恢复乙" });
  await toEnd();
  const restore = await backup();
  await world.home.publish({ title: "恢复丙" });
  await sql`
    insert into outbox (stream, kind, record_id, home, rev, op, payload)
    select e.stream, e.kind, e.record_id, ${HOME}, e.rev + 5, 'put',
      jsonb_set(e.payload::jsonb, '{title}', '"恢复乙改"')
    from log_entry e where e.stream = ${STREAM} and e.payload like '%恢复乙%' order by e.seq desc limit 1`.execute(
    db(),
  );
  await toEnd();
  expect(await at(world.away, "恢复丙")).toMatchObject({ status: "published" });
  expect(await at(world.away, "恢复乙改")).toMatchObject({ status: "published" });
  await restore();
  expect(await settleRestored(atHome())).toBe(0);
  expect((await logHead(db(), STREAM))?.epoch).toBe(2);
  await toEnd();
  await toEnd();
  expect(await epochs()).toEqual([2, 2]);
  expect(await at(world.away, "恢复乙改")).toBeNull();
  expect(await at(world.away, "恢复乙")).toMatchObject({ status: "published" });
  expect((await at(world.away, "恢复丙"))?.status ?? "gone").not.toBe("published");
  expect((await world.held()).state).toBe("following");
  const page = await world.home.t.app.request(`/fed/v1/log/${HOME}/public/1/checkpoint`);
  expect(page.status).toBe(409);
});

test("served without asking, a restored log is behind its peer, which follows it no more", async () => {
  await toEnd();
  const restore = await backup();
  await world.home.publish({ title: "恢复丁" });
  await toEnd();
  await restore();
  await sql`delete from restored_log`.execute(db());
  const outcome = await exchange(
    world.ctx,
    world.log,
    { fetch: world.outbound.fetch, kinds: SHARED_KINDS },
    0,
  );
  expect(outcome).toMatchObject({ kind: "failed", code: "LOG_AHEAD" });
  await markRestored(db());
  await settleRestored(atHome());
  await toEnd();
  expect((await world.held()).state).toBe("following");
});

test("an administrator begins the next epoch without answers", async () => {
  await markRestored(db());
  reachable = false;
  expect(await openRestored(atHome())).toEqual([STREAM]);
  reachable = true;
  expect((await selectRestored(db())).map(({ stream }) => stream)).not.toContain(STREAM);
  const before = await epochs();
  await toEnd();
  await toEnd();
  const [home, away] = await epochs();
  expect([home, away]).toEqual([before[0], before[0]]);
});

test("the follower restored from a backup takes again what it lacks", async () => {
  await toEnd();
  const here = world.away.services.db;
  const head = await logHead(here, STREAM);
  await sql`create table kept_head as select * from log_head where stream = ${STREAM}`.execute(here);
  await world.home.publish({ title: "恢复戊" });
  await toEnd();
  await sql`delete from log_entry where stream = ${STREAM} and epoch = ${head?.epoch} and seq > ${head?.frontier.size}`.execute(
    here,
  );
  await sql`update log_head h set size = k.size, frontier = k.frontier from kept_head k where h.stream = k.stream`.execute(
    here,
  );
  await sql`delete from posting where title = '恢复戊'`.execute(here);
  await toEnd();
  expect(await at(world.away, "恢复戊")).toMatchObject({ status: "published" });
});

test("waits for one peer of each agreement, and goes on only if all saw no more", () => {
  const of = (answers: [string, Seen][]) =>
    decideRestored({
      epoch: 3,
      agreements: [["a", "b"], ["c"]],
      peers: ["a", "b", "c"],
      answers: new Map(answers),
    });
  expect(of([["a", { kind: "same" }]])).toEqual({ kind: "wait" });
  expect(
    of([
      ["a", { kind: "same" }],
      ["c", { kind: "none" }],
    ]),
  ).toEqual({ kind: "next", epoch: 4 });
  expect(
    of([
      ["a", { kind: "same" }],
      ["b", { kind: "none" }],
      ["c", { kind: "same" }],
    ]),
  ).toEqual({ kind: "same" });
  expect(
    of([
      ["a", { kind: "more", epoch: 5 }],
      ["c", { kind: "same" }],
    ]),
  ).toEqual({ kind: "next", epoch: 6 });
  expect(NEIGHBOUR).not.toBe(HOME);
});
