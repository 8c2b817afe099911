import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkCopies } from "../../../src/federation/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { scheduleTask } from "../../../src/platform/tasks/index.ts";
import { drainAll } from "../../../workers/index.ts";
import { recurring } from "../../../workers/schedules.ts";
import { openTwoNodes, STREAM, type TwoNodes } from "../support/two-nodes.ts";

let world: TwoNodes;
const services = () => ({ ...world.away.services, outbound: world.outbound.fetch });
const ctx = () => systemContext(services(), "test");
const held = async () => {
  const { rows } = await sql<{ id: string }>`select id::text from posting order by id`.execute(
    world.away.services.db,
  );
  return rows.map(({ id }) => id);
};
beforeAll(async () => {
  world = await openTwoNodes();
  for (const title of ["焊工", "车工", "铆工"]) await world.home.publish({ title });
  await world.pull();
});
afterAll(() => world.close());

test("the day's task brings back a row that one node lost", async () => {
  const before = await held();
  expect(before).toHaveLength(3);
  const { db } = world.away.services;
  await sql`delete from posting where id = ${before[1]}`.execute(db);
  for (const one of recurring(ctx().clock.now()))
    if (one.task.kind === "federation.plan-checks") await scheduleTask(db, one);
  await drainAll(services());
  const { rows } = await sql<{ payload: { stream: string }; soon: boolean }>`
    select payload, due_at between app.now() - interval '1 minute' and app.now() + interval '6 hours' as soon
    from task where kind = 'federation.check-copies'`.execute(db);
  expect(rows).toMatchObject([{ payload: { stream: STREAM }, soon: true }]);
  await sql`update task set due_at = app.now() where kind = 'federation.check-copies'`.execute(db);
  await drainAll(services());
  expect(await held()).toEqual(before);
});

test("an even copy is compared with its home over HTTP, and nothing changes", async () => {
  expect(await checkCopies(ctx(), { stream: STREAM })).toEqual({ repaired: [], differing: [], asked: true });
});

test("a log that lost an entry here is told apart from one whose home does not answer", async () => {
  const { db } = world.away.services;
  const [id] = await held();
  await sql`update log_entry set record_id = gen_random_uuid()::text where record_id = ${id} and kind = 'posting'`.execute(
    db,
  );
  const seen = await checkCopies(ctx(), { stream: STREAM });
  expect(seen).toMatchObject({ differing: ["posting"], asked: true });
  const lost = {
    ...services(),
    outbound: async () => ({ status: 503, headers: {}, body: new Uint8Array() }),
  };
  expect(await checkCopies(systemContext(lost, "test"), { stream: STREAM })).toMatchObject({
    differing: [],
    asked: false,
  });
});

test("a stream of a city that is not followed is nothing to check", async () => {
  expect(await checkCopies(ctx(), { stream: "210300/public" })).toEqual({
    repaired: [],
    differing: [],
    asked: false,
  });
});
