import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FairView, placementUpkeep, type RegistrationOutcome } from "../../../src/fairs/index.ts";
import { cancelConfirmed, hoursAhead, updateConfirmed } from "../../factories/fairs.ts";
import { bodyOf, type TestApp } from "../../support/app.ts";
import { CONTACT, openWorld, type World } from "./world.ts";

let world: World;
let fair: FairView;
beforeAll(async () => {
  world = await openWorld();
  fair = await world.fair();
});
afterAll(() => world.close());

const exhibitors = async (t: TestApp) =>
  (
    await bodyOf<{ items: { registrationId: string; boothCode: string; postings: { id: string }[] }[] }>(
      await t.call("GET", `/api/v1/fairs/${fair.id}/exhibitors`),
      200,
    )
  ).items;

test("an enterprise registers at home for another node's fair, is recommended, placed, and shown everywhere", async () => {
  const of = await world.company();
  const page = async (path: string) => (await of.client.call("GET", path)).text();
  expect(await page("/enterprise/fairs")).toContain(fair.title);
  expect(await page(`/enterprise/fairs/${fair.id}`)).toContain("提交报名");
  const { id, reference } = await bodyOf<RegistrationOutcome>(await world.register(fair, of), 201);
  expect(await world.commands(id)).toEqual(["register waiting"]);
  expect(await world.mine(of, id)).toMatchObject({ status: "submitted", delivery: { state: "waiting" } });
  expect(await page(`/enterprise/fairs/${fair.id}`)).toContain("正在送达");
  await world.settle();
  expect(await world.commands(id)).toEqual(["register done"]);
  expect(await page(`/enterprise/fairs/${fair.id}`)).toContain("已送达");
  expect(await world.hosts(id)).toMatchObject({ status: "submitted", reference, ...CONTACT, recruiters: 2 });

  const queue = await (await world.own.officer.call("GET", "/union/fairs/recommendations")).text();
  expect(queue).toContain(of.name);
  expect((await world.recommend(id)).status).toBe(200);
  expect(await world.mine(of, id)).toMatchObject({ status: "recommended" });
  await world.settle();
  expect(await world.hosts(id)).toMatchObject({ status: "recommended", rev: 2 });

  const placed = await world.place(id);
  expect(placed.status).toBe("approved");
  await world.sync();
  await world.syncThird();
  expect(await world.mine(of, id)).toMatchObject({
    status: "approved",
    booth: { code: placed.booth?.code, venueName: placed.booth?.venueName },
  });
  expect(await world.notices()).toEqual(["fairPlaced"]);
  const shown = [{ registrationId: id, boothCode: placed.booth?.code, postings: [{ id: of.postingId }] }];
  for (const t of [world.host.t, world.own.t]) expect(await exhibitors(t)).toMatchObject(shown);
  expect(await exhibitors(world.third.t)).toMatchObject([{ registrationId: id, name: of.name }]);
});

test("the contact of an enterprise passes sealed, and what was sent is erased once it arrived", async () => {
  const seen = world.link.seen.join("\n");
  for (const text of Object.values(CONTACT)) expect(seen).not.toContain(text);
  for (const { t } of [world.host, world.own]) {
    const { rows } = await sql<{ forms: number; payloads: number }>`
      select (select count(*)::int from received_form) as forms,
        (select count(*)::int from log_entry where kind = 'registrationForm' and payload is not null) as payloads`.execute(
      t.services.db,
    );
    expect(rows).toEqual([{ forms: 0, payloads: 0 }]);
  }
});

test("the own union returns a registration; the enterprise submits it again under the same id", async () => {
  const { of, id } = await world.registered(fair);
  expect((await world.recommend(id, { decision: "return", reason: "请补一个岗位" })).status).toBe(200);
  await world.settle();
  expect(await world.hosts(id)).toMatchObject({ status: "returned", reason: "请补一个岗位" });
  expect(await world.notices()).toContain("fairReturned");
  const again = await bodyOf<RegistrationOutcome>(await world.register(fair, of, { recruiters: 4 }), 201);
  expect(again.id).toBe(id);
  await world.settle();
  expect(await world.hosts(id)).toMatchObject({ status: "submitted", reason: null, recruiters: 4 });
  expect(await world.mine(of, id)).toMatchObject({ status: "submitted", reason: null, recruiters: 4 });
});

test("an edit reaches the host; a withdrawal counts here at once and frees the booth there", async () => {
  const { of, id } = await world.recommended(fair);
  await world.place(id);
  await world.sync();
  const { rev } = await world.mine(of, id);
  const edited = await of.client.call("PATCH", `/api/v1/fair-registrations/${id}`, {
    body: { recruiters: 5, wishNote: "要接电" },
    headers: { "if-match": `"${rev}"` },
  });
  expect(edited.status).toBe(200);
  await world.settle();
  expect(await world.hosts(id)).toMatchObject({ status: "approved", recruiters: 5, wishNote: "要接电" });
  world.link.cut = true;
  expect(
    (await of.client.call("POST", `/api/v1/fair-registrations/${id}/withdrawal`, { body: {} })).status,
  ).toBe(200);
  expect(await world.mine(of, id)).toMatchObject({ status: "withdrawn", booth: null });
  expect((await exhibitors(world.own.t)).map(({ registrationId }) => registrationId)).not.toContain(id);
  await world.send();
  expect((await world.hosts(id)).status).toBe("approved");
  world.link.cut = false;
  await world.retry();
  await world.settle();
  expect(await world.hosts(id)).toMatchObject({ status: "withdrawn", booth: null });
  await world.syncThird();
  expect((await exhibitors(world.third.t)).map(({ registrationId }) => registrationId)).not.toContain(id);
});

test("a fair of another node that moves or is cancelled tells its enterprises here, once", async () => {
  const moving = await world.fair();
  const { of, id } = await world.recommended(moving);
  const told = async () => (await world.notices()).filter((kind) => /Moved|Cancelled/.test(kind));
  const union = world.host.officer.ctx;
  await updateConfirmed(union, { id: moving.id, patch: { title: "改了名" } });
  await world.sync();
  expect(await told()).toEqual([]);
  const closesAt = await hoursAhead(union, 10 * 24 + 8);
  await updateConfirmed(union, { id: moving.id, patch: { closesAt } });
  for (let n = 0; n < 2; n += 1) await world.sync();
  expect(await told()).toEqual(["fairMoved"]);
  await sql`update venue set address = '锦州路 8 号' where fair_id = ${moving.id}::uuid`.execute(union.db);
  await updateConfirmed(union, { id: moving.id, patch: { title: "换了地方" } });
  for (let n = 0; n < 2; n += 1) await world.sync();
  expect(await told()).toEqual(["fairMoved", "fairMoved"]);
  await cancelConfirmed(union, { id: moving.id, action: "cancel", reason: "暴雨" });
  await placementUpkeep(world.host.ctx);
  for (let n = 0; n < 2; n += 1) await world.sync();
  expect(await told()).toEqual(["fairMoved", "fairMoved", "fairCancelled"]);
  expect((await world.mine(of, id)).status).toBe("closed");
});
