import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type FairView,
  fairUpkeep,
  getFair,
  placeRegistration,
  publishFair,
  withdrawRegistration,
} from "../../../src/fairs/index.ts";
import { person } from "../../factories/actors.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import {
  announcedFair,
  cancelConfirmed,
  crowd,
  hoursAhead,
  placed,
  ticketsFor,
  venueInput,
} from "../../factories/fairs.ts";
import { runScript } from "../../support/scripts.ts";

const BOOTHS = 8;
const WAITING = 20;
const PEOPLE = 2000;

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let fair: FairView;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  fair = await fairWithCrowd();
});
afterAll(() => desk.database.drop());

/**
 * Creates a published fair that opens in 23 hours. All its booths are assigned, 20 registrations are on the
 * waiting list, and 2,000 people have tickets.
 */
async function fairWithCrowd(): Promise<FairView> {
  const { services, union } = desk;
  const made = await announcedFair(union, {
    venues: [venueInput({ boothRows: 1, boothColumns: BOOTHS })],
    registrationClosesAt: await hoursAhead(union, 10),
    opensAt: await hoursAhead(union, 30),
    closesAt: await hoursAhead(union, 36),
  });
  const { id } = made;
  await placed(services, union, id);
  for (const one of await crowd(services.db, id, BOOTHS - 1 + WAITING))
    await placeRegistration(union, { id: one });
  const published = await publishFair(union, { id, action: "publish" });
  const someone = await person(services);
  const { rows } = await sql<{ id: string }>`
    insert into account (id, phone_index, phone_sealed)
    select gen_random_uuid(), sha256(n::text::bytea), 'sealed' from generate_series(1, ${PEOPLE - 1}) n returning id`.execute(
    services.db,
  );
  const accounts = [someone.actor.accountId, ...rows.map((row) => row.id)];
  await ticketsFor(services, published, { count: PEOPLE, accounts });
  await desk.database.travel("7 hours");
  return published;
}

/**
 * Runs the upkeep once in a process that kills itself when it makes its `nth` id. The process's clock is off
 * by `hours`. Returns its signal or its exit code.
 */
const tend = (nth: number, hours: number): Promise<string> =>
  runScript("dying-upkeep", [desk.database.url, String(nth), String(hours)]);

const told = async (kind: string) => {
  const { rows } = await sql<{ n: number; people: number }>`
    select count(*)::int as n, count(distinct to_id)::int as people from notice where kind = ${kind}`.execute(
    desk.services.db,
  );
  return rows[0];
};

test("killed repeatedly, with clocks a day off: everybody is notified once, every booth is offered once", async () => {
  const { union } = desk;
  // Withdraws all registrations with a booth at once, before the upkeep has offered a booth to anybody.
  await sql`
    with gone as (
      update fair_registration set status = 'withdrawn' where fair_id = ${fair.id} and status = 'approved' returning id),
    freed as (update booth set registration_id = null where registration_id in (select id from gone) returning 1)
    update fair_city set booths_taken = booths_taken - (select count(*) from freed) where fair_id = ${fair.id}
      and role = 'host'`.execute(union.db);
  const ends: string[] = [];
  for (const [nth, hours] of [
    [1, 24],
    [4, -24],
    [9, 24],
    [700, -24],
    [1500, 24],
  ] as const)
    ends.push(await tend(nth, hours));
  expect(ends).toEqual(["SIGKILL", "SIGKILL", "SIGKILL", "SIGKILL", "SIGKILL"]);
  expect(await tend(1_000_000, 24)).toBe("0");
  const seen = await getFair(union, { id: fair.id });
  expect(seen.management?.counts).toEqual({
    withdrawn: BOOTHS,
    offered: BOOTHS,
    waitlisted: WAITING - BOOTHS,
  });
  expect([seen.venues[0]?.boothsFree, seen.cities[0]?.boothsTaken]).toEqual([0, BOOTHS]);
  expect(await told("ticketTomorrow")).toEqual({ n: PEOPLE, people: PEOPLE });
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit where action = 'fairRegistration.offer'`.execute(union.db);
  expect(rows[0]?.n).toBe(BOOTHS);
});

test("cancelled with two thousand tickets: every holder is notified once by any number of workers", async () => {
  const { services, union } = desk;
  await cancelConfirmed(union, { id: fair.id, action: "cancel", reason: "暴雪" });
  await Promise.all([fairUpkeep(services), fairUpkeep(services), tend(900, 0)]);
  await fairUpkeep(services);
  expect(await told("ticketFairCancelled")).toEqual({ n: PEOPLE, people: PEOPLE });
  const again = withdrawRegistration(union, { id: union.ids.uuid() });
  await expect(again).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("twin: notices without a cause repeat after each kill", async () => {
  const { union } = desk;
  const tellAll = () =>
    sql`insert into notice (id, to_kind, to_id, kind, subject_kind, subject_id, cause)
      select gen_random_uuid(), 'account', account_id::text, 'ticketSoon', 'fairTicket', id::text, gen_random_uuid()::text
      from fair_ticket where fair_id = ${fair.id}`.execute(union.db);
  await tellAll();
  await tellAll();
  expect((await told("ticketSoon"))?.n).toBeGreaterThan(PEOPLE);
});
