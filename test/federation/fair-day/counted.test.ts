import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  fairUpkeep,
  type Measure,
  tellFairApplicationsAgain,
  toldFairApplications,
} from "../../../src/fairs/index.ts";
import { selectDue } from "../../../src/fairs/reports/remote/store.ts";
import { emitSealed } from "../../../src/peers/index.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { INVITE } from "../../applications/world.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { placed } from "../../factories/fairs.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { type FairDay, openFairDay } from "./fair.ts";
import { namedAnywhere } from "./named.ts";
import { KINDS, MAKERS, openWorld, personOf, type Side, takes, ticketOf, type World } from "./world.ts";

const KIND = "fairApplication";
const WITHOUT = { kinds: KINDS.filter((kind) => kind !== KIND) };

let world: World;
let day: FairDay;
beforeAll(async () => {
  world = await openWorld();
  day = await openFairDay(world);
});
afterAll(() => world.close());
beforeEach(() => world.clauses({}));

type Application = { id: string; reference: string; consent: { id: string } };
type Line = { label: string; reference: string; city: string; channel: string };

/** Lines of a measure about these references in the report of the host. */
async function lines(measure: Measure, ...references: string[]): Promise<Line[]> {
  const path = `/api/v1/fairs/${day.fair.id}/report/lines?measure=${measure}&limit=100`;
  const { items } = await bodyOf<{ items: Line[] }>(await day.officer.call("GET", path), 200);
  return items.filter(({ reference }) => references.includes(reference));
}
const report = async () => {
  const answer = await day.officer.call("GET", `/api/v1/fairs/${day.fair.id}/report`);
  return bodyOf<{ notCounted: string[]; figures: { measure: Measure; n: number; total: number }[] }>(
    answer,
    200,
  );
};
const figure = async (measure: Measure) => (await report()).figures.find((one) => one.measure === measure);
const page = async () => (await day.officer.call("GET", `/union/fairs/${day.fair.id}/report`)).text();

/** Sends a person's application from the pages of the fair. */
async function applies(client: Client, postingId = day.postingId): Promise<Application> {
  const path = `/api/v1/postings/${postingId}/applications`;
  await bodyOf(await client.call("POST", path, { body: { channel: "fair" } }), 201);
  await world.sync();
  const { items } = await bodyOf<{ items: (Application & { posting: { id: string } })[] }>(
    await client.call("GET", "/api/v1/applications"),
    200,
  );
  return items.find(({ posting }) => posting.id === postingId) ?? expect.fail();
}
async function applicant(home = world.people): Promise<{ client: Client; application: Application }> {
  const { client } = await personOf(home);
  return { client, application: await applies(client) };
}
const rows = async ({ t }: Side, texts: RawBuilder<{ text: string }>) =>
  (await texts.execute(t.services.db)).rows.map(({ text }) => text);
const held = () =>
  rows(world.host, sql<{ text: string }>`select application_id::text as text from told_application`);
/** The id of the record that told an application last. */
const recordOf = async ({ id }: Pick<Application, "id">) => {
  const record = sql<{ text: string }>`
    select id::text as text from application_telling where application_id = ${id}::uuid`;
  return (await rows(world.people, record))[0] ?? expect.fail();
};
/** Entries about the present record of an application in the people's log for the host. */
const told = ({ id }: Pick<Application, "id">) =>
  rows(
    world.people,
    sql<{ text: string }>`
      select e.op || ' ' || e.rev as text from log_entry e join application_telling t on t.id::text = e.record_id
      where e.kind = ${KIND} and t.application_id = ${id}::uuid order by e.seq`,
  );

test("a scan at a booth of another node's enterprise becomes an application, a start and day 30 in the host's report", async () => {
  const { client, phone } = await personOf(world.people);
  const asked = await takes(client, day.fair);
  await world.settle();
  const { code, reference: ticket } = await ticketOf(client, asked);
  const scan = { nonce: world.makers.t.services.ids.uuid(), code, postingId: day.postingId, intent: true };
  await day.member.call("POST", `/api/v1/fair-registrations/${day.booth}/scans`, { body: scan });
  await world.settle();
  const { items } = await bodyOf<{ items: Application[] }>(
    await client.call("GET", "/api/v1/applications"),
    200,
  );
  const { id = "", reference = "", consent } = items[0] ?? {};
  expect(await lines("applications", reference)).toMatchObject([{ city: MAKERS, channel: "web" }]);
  expect(await lines("starts", reference)).toEqual([]);

  const answer = await day.member.call("POST", `/api/v1/applications/${id}/answer`, { body: INVITE });
  await bodyOf(answer, 200);
  const [startedOn = ""] = await rows(world.makers, sql<{ text: string }>`select app.today()::text as text`);
  await bodyOf(
    await day.member.call("POST", `/api/v1/applications/${id}/start`, { body: { startedOn } }),
    204,
  );
  for (let times = 0; times < 2; times += 1) await world.sync();
  expect(await lines("starts", reference)).toMatchObject([{ city: MAKERS }]);
  expect(await lines("atWork30", reference)).toEqual([]);

  await sql`
    insert into follow_up (id, application_id, enterprise_id, account_id, posting_id, day, due_on, person_answer)
    select gen_random_uuid(), id, enterprise_id, account_id, posting_id, 30, started_on + 30, 'yes'
    from application where id = ${id}::uuid`.execute(world.people.t.services.db);
  await fairUpkeep(world.people.ctx);
  await world.sync();
  expect(await lines("atWork30", reference)).toHaveLength(1);
  for (const measure of ["applications", "starts", "atWork30"] as const)
    expect(await figure(measure), measure).toMatchObject({ n: 1, total: 1 });
  expect(await lines("intents", ticket)).toHaveLength(1);
  expect(await namedAnywhere(world, [phone, "王师傅"], [world.host])).toEqual([]);

  await bodyOf(await client.call("POST", `/api/v1/me/consents/${consent?.id}/withdrawal`), 204);
  await world.sync();
  expect(await figure("starts")).toMatchObject({ n: 0 });
  expect(await held()).toEqual([]);
});

test("a withdrawn application counts no more and is erased with a receipt; sent again it is another record", async () => {
  const { client, application } = await applicant();
  const { id, reference } = application;
  expect(await lines("applications", reference)).toHaveLength(1);
  const record = await recordOf(application);
  const withdrawal = `/api/v1/applications/${id}/withdrawal`;
  await bodyOf(await client.call("POST", withdrawal), 204);
  await world.sync();
  expect(await lines("applications", reference)).toEqual([]);
  expect(await held()).not.toContain(id);
  const erased = sql<{ text: string }>`
    select r.stores::text || ' ' || (select count(e.payload) from log_entry e
      where e.kind = r.kind and e.record_id = r.record_id) as text from erasure_receipt r
    where r.kind = ${KIND} and r.record_id = ${record}`;
  expect(await rows(world.host, erased)).toEqual(["{records,log} 0"]);
  const progress = await bodyOf<{ items: { kind: string; city: { code: string } }[] }>(
    await client.call("GET", "/api/v1/me/erasures"),
    200,
  );
  expect(progress.items).toContainEqual(expect.objectContaining({ kind: KIND }));
  await applies(client);
  expect(await lines("applications", reference)).toHaveLength(1);
  expect(await recordOf(application)).not.toBe(record);
  expect(await told(application)).toEqual(["put 1"]);
});

test("a person of the enterprise's own node counts at the host too", async () => {
  const { application } = await applicant(world.makers);
  expect(await lines("applications", application.reference)).toMatchObject([
    { city: MAKERS, channel: "fair" },
  ]);
});

test("without the clause nothing is told and the report names the cities; with it all is told later", async () => {
  expect(await report()).toMatchObject({ notCounted: [] });
  expect(await page()).not.toContain("没有报来应聘数");
  await world.clauses(WITHOUT);
  const { application } = await applicant();
  await fairUpkeep(world.people.ctx);
  await world.sync();
  expect(await told(application)).toEqual([]);
  expect(await lines("applications", application.reference)).toEqual([]);
  expect((await report()).notCounted.sort()).toEqual([MAKERS, NEIGHBOUR].sort());
  expect(await page()).toContain("没有报来应聘数");
  await world.clauses({});
  await fairUpkeep(world.people.ctx);
  await world.sync();
  expect(await lines("applications", application.reference)).toHaveLength(1);
  await world.clauses(WITHOUT);
  expect(await lines("applications", application.reference)).toEqual([]);
});

/** A record of an application as a city tells the host. Returns its id. */
async function tells(from: Side, value: object): Promise<string> {
  const id = from.t.services.ids.uuid();
  await inTransaction(from.ctx, (tx) =>
    emitSealed(tx, { city: from.city, receiver: HOME, kind: KIND, id, rev: 1, value }),
  );
  await world.sync();
  return id;
}
const quarantined = () =>
  rows(
    world.host,
    sql<{ text: string }>`select error as text from quarantine where consumer = 'copies' order by seq`,
  );

test("an application counts once: told twice, told by another city, or held by the host", async () => {
  const { client, application } = await applicant();
  const { id, reference } = application;
  const before = await figure("applications");
  const value = {
    subject: "a subject of this very test",
    fairId: day.fair.id,
    postingId: day.postingId,
    applicationId: id,
    reference,
    appliedAt: new Date().toISOString(),
    startedOn: null,
    atWork30: false,
  };
  const doubled = await tells(world.people, value);
  await tells(world.makers, { ...value, reference: "LP0000000000" });
  expect(await lines("applications", reference)).toHaveLength(1);
  expect(await lines("applications", "LP0000000000")).toEqual([]);
  expect(await figure("applications")).toEqual(before);
  const record = sql<{
    text: string;
  }>`select id::text as text from told_application where application_id = ${id}::uuid`;
  expect(await rows(world.host, record)).toEqual([doubled]);

  const { posting } = await placed(world.host.t.services, day.officer.ctx, day.fair.id);
  await world.sync();
  const own = await applies(client, posting.id);
  await world.settle();
  const counted = await figure("applications");
  expect(await lines("applications", own.reference)).toHaveLength(1);
  expect(await told(own)).toEqual([]);
  await tells(world.people, { ...value, postingId: posting.id, applicationId: own.id });
  expect(await held()).toContain(own.id);
  expect(await figure("applications")).toEqual(counted);
});

test("a posting that the fair does not show counts nothing; another's fair is set aside", async () => {
  const ids = world.people.t.services.ids;
  const value = {
    subject: "a subject of this very test",
    fairId: day.fair.id,
    postingId: ids.uuid(),
    applicationId: ids.uuid(),
    reference: "LP1111111111",
    appliedAt: new Date().toISOString(),
    startedOn: null,
    atWork30: false,
  };
  await tells(world.people, value);
  expect(await held()).toContain(value.applicationId);
  await tells(world.people, {
    ...value,
    applicationId: ids.uuid(),
    postingId: day.postingId,
    appliedAt: "2024-01-01T00:00:00.000Z",
  });
  expect(await lines("applications", value.reference)).toEqual([]);
  const known = await quarantined();
  await tells(world.people, { ...value, fairId: ids.uuid() });
  await tells(world.people, { ...value, callName: "王师傅" });
  expect(await quarantined()).toEqual([...known, "fair", "payload"]);
});

test("an application is locked while it is told; without the lock it could be withdrawn meanwhile", async () => {
  await world.clauses(WITHOUT);
  const { application } = await applicant();
  await world.clauses({});
  const { db } = world.people.t.services;
  const rival = sql`select from application where id = ${application.id}::uuid for no key update nowait`;
  const lockedBy = (read: Parameters<typeof inTransaction<unknown>>[1]) =>
    inTransaction(world.people.ctx, async (tx) => {
      await read(tx);
      return rival.execute(db).then(
        () => false,
        ({ code }: { code: string }) => code === "55P03",
      );
    });
  expect(await lockedBy((tx) => selectDue(tx, [application.id]))).toBe(true);
  const unlocked = (tx: Parameters<typeof selectDue>[0]) =>
    sql`select from shared.application where id = ${application.id}::uuid`.execute(tx);
  expect(await lockedBy(unlocked), "twin").toBe(false);
});

test("a record that must be sealed again is told again in the version that was told", async () => {
  const { application } = await applicant();
  const id = await recordOf(application);
  const again = (rev: number) =>
    inTransaction(world.people.ctx, (tx) =>
      tellFairApplicationsAgain(tx, world.people.ctx, {
        city: NEIGHBOUR,
        receiver: HOME,
        records: [{ id, rev }],
      }),
    );
  expect(await again(2)).toBe(0);
  expect(await again(1)).toBe(1);
  await world.sync();
  expect(await told(application)).toEqual(["put 1", "put 1"]);
  expect(await lines("applications", application.reference)).toHaveLength(1);

  // A home that was restored forgets a record which the host erased on its word.
  await inTransaction(world.people.ctx, async (tx) =>
    toldFairApplications(world.people.ctx).takeBack?.(tx, [id]),
  );
  await fairUpkeep(world.people.ctx);
  await world.sync();
  expect(await recordOf(application)).not.toBe(id);
  expect(await lines("applications", application.reference)).toHaveLength(1);
});
