import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureImportedEnterprise, suspendEnterprise } from "../../src/enterprises/index.ts";
import {
  fairUpkeep,
  placeRegistration,
  recommendRegistration,
  registerForFair,
} from "../../src/fairs/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { contextFor } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { type Hall, INVITE, openHall } from "../applications/world.ts";
import { HOME } from "../factories/cities.ts";
import { enterpriseInput } from "../factories/enterprises.ts";
import { announcedFair, venueInput } from "../factories/fairs.ts";
import { freshPhone } from "../support/app.ts";

let hall: Hall;
let db: Hall["t"]["services"]["db"];
let postingId: string;
let sent: Awaited<ReturnType<Hall["sent"]>>;
let registrationId: string;
beforeAll(async () => {
  hall = await openHall();
  db = hall.t.services.db;
  postingId = await hall.publish();
  sent = await hall.sent();
  const fair = await announcedFair(hall.officer.ctx, {
    venues: [venueInput({ boothRows: 1, boothColumns: 2 })],
  });
  const registration = await registerForFair(hall.member.ctx, {
    fairId: fair.id,
    enterpriseId: hall.enterpriseId,
    postingIds: [postingId],
    venueWishes: [],
    wishNote: null,
    recruiters: 1,
    contactName: "刘经理",
    contactPhone: "0429-5550000",
  });
  registrationId = registration.id;
  await recommendRegistration(hall.officer.ctx, { id: registrationId, decision: "recommend" });
  await placeRegistration(hall.officer.ctx, { id: registrationId });
  await hall.settle();
  // From here on another node hosts the city, and all of its records are copies.
  await sql`update city set hosted = false where code = ${HOME}`.execute(db);
});
afterAll(() => hall.t.close());

/** Counts everything that a write into the city's records would leave. */
async function traces() {
  const { rows } = await sql<Record<"outbox" | "log" | "notices", number>>`
    select (select count(*) from outbox) as outbox, (select sum(size) from log_head) as log,
      (select count(*) from application) as applications, (select count(*) from consent) as consents,
      (select count(*) from enterprise) as enterprises, (select sum(rev) from posting) as postings,
      (select sum(rev) from fair_registration) as registrations, (select count(*) from notice) as notices,
      (select count(*) from membership) as members, (select count(*) from import_batch) as imports`.execute(
    db,
  );
  return rows[0];
}

const system = () => contextFor(hall.t.services, { kind: "system", name: "test" });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

test("nobody writes a record of a city that another node hosts, and nothing is left of a try", async () => {
  const before = await traces();
  const person = await hall.t.signInAs(freshPhone());
  const tries = [
    hall.answer(sent.id, INVITE),
    hall.member.call("POST", `/api/v1/postings/${postingId}/closure`, { body: { reason: "filled" } }),
  ];
  for (const response of await Promise.all(tries))
    expect([response.status, await codeOf(response)], response.url).toEqual([409, "HOSTED_ELSEWHERE"]);
  // Without an agreement under which the other city takes applications, none is sent there.
  const applied = await hall.applyTo(postingId, sent.person);
  expect([applied.status, await codeOf(applied)]).toEqual([409, "APPLY_ELSEWHERE"]);
  const suspended = suspendEnterprise(hall.officer.ctx, { id: hall.enterpriseId, reason: "核查中" });
  await expect(suspended).rejects.toMatchObject({ code: "HOSTED_ELSEWHERE" });
  const newcomer = await person.call("POST", "/api/v1/enterprises", { body: enterpriseInput() });
  expect(newcomer.status).toBe(422);
  expect(await traces()).toEqual(before);
});

test("background work is no exception", async () => {
  const before = await traces();
  await expect(
    suspendEnterprise(system(), { id: hall.enterpriseId, reason: "核查中" }),
  ).rejects.toMatchObject({
    code: "HOSTED_ELSEWHERE",
  });
  await expect(
    inTransaction(system(), (tx) =>
      ensureImportedEnterprise(tx, system(), { homeCity: HOME, name: "外地来的公司", sourceName: "a sheet" }),
    ),
  ).rejects.toMatchObject({ code: "HOSTED_ELSEWHERE" });
  // A copy tells that the enterprise is suspended. Its booth is hidden by the host of the fair, not here.
  await sql`update enterprise set status = 'suspended' where id = ${hall.enterpriseId}`.execute(db);
  await fairUpkeep(system());
  await sql`update enterprise set status = 'verified' where id = ${hall.enterpriseId}`.execute(db);
  expect(await traces()).toEqual(before);
});

test("nobody is appointed to an office of the city", async () => {
  const administrator = await hall.t.asAdministrator();
  const invited = await administrator.call("POST", "/api/v1/staff/invitations", {
    body: { phone: freshPhone(), name: "新同事", place: { kind: "officer", city: HOME, county: null } },
  });
  expect(invited.status).toBe(404);
});

/** Puts an entry into the city's log, as a copy that has arrived, and lets the consumers follow. */
async function arrive(kind: string, id: string, payload: object) {
  const stream = `${HOME}/local`;
  await sql`
    with head as (update log_head set size = size + 1 where stream = ${stream} returning stream, epoch, size)
    insert into log_entry (stream, epoch, seq, kind, record_id, op, rev, at, header, payload)
    select stream, epoch, size, ${kind}, ${id}, 'put', 99, app.now(),
      ${JSON.stringify({ home: HOME, ownerEpoch: 1 })}, ${JSON.stringify(payload)} from head`.execute(db);
  await hall.settle();
}

test("a copy that arrives makes no notice; the same change at its home makes one", async () => {
  const { rows } = await sql<{ payload: string }>`
    select payload from log_entry where kind = 'application' and record_id = ${sent.id} order by seq`.execute(
    db,
  );
  const told = { ...JSON.parse(rows[0]?.payload ?? "{}"), rev: 99 };
  const before = await traces();
  await arrive("application", sent.id, told);
  expect((await traces())?.notices).toBe(before?.notices);
  await sql`update city set hosted = true where code = ${HOME}`.execute(db);
  await arrive("application", sent.id, told);
  expect(Number((await traces())?.notices)).toBeGreaterThan(Number(before?.notices));
  await sql`update city set hosted = false where code = ${HOME}`.execute(db);
});

test("twin: without the database's check, a closing here goes into the log of the other node's city", async () => {
  await sql`alter table outbox disable trigger outbox_hosted`.execute(db);
  const closing = { body: { reason: "filled" } };
  const response = await hall.member.call("POST", `/api/v1/postings/${postingId}/closure`, closing);
  expect(response.status).toBeLessThan(300);
  const { rows } = await sql<{ stream: string }>`select stream from outbox`.execute(db);
  expect(rows.map(({ stream }) => stream)).toContain(`${HOME}/public`);
  await sql`alter table outbox enable trigger outbox_hosted`.execute(db);
  await sequence(db);
});
