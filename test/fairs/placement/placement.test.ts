import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  getFair,
  placementUpkeep,
  placeRegistration,
  withdrawRegistration,
} from "../../../src/fairs/index.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { announcedFair, crowd, placed, venueInput } from "../../factories/fairs.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

const BOOTHS = 12;
const ASKING = 60;

const fairOf = async () => {
  const venues = [venueInput({ boothRows: 3, boothColumns: 4 })];
  const fair = await announcedFair(desk.union, { venues });
  return { fair, ids: await crowd(desk.services.db, fair.id, ASKING) };
};

/** Takes a booth without the guard: selects a free booth, then updates it in a second statement. */
async function lookThenTake(fairId: string, registrationId: string): Promise<boolean> {
  const { db } = desk.services;
  const { rows } = await sql<{ id: string }>`
    select id from booth where fair_id = ${fairId} and registration_id is null and not closed
    order by ordinal limit 1`.execute(db);
  const booth = rows[0]?.id;
  if (!booth) return false;
  await sql`update booth set registration_id = ${registrationId} where id = ${booth}`.execute(db);
  return true;
}

describe("sixty enterprises and twelve booths at once", () => {
  test("each booth is assigned once, all others join the waiting list", async () => {
    const { fair, ids } = await fairOf();
    const outcomes = await Promise.all(ids.map((id) => placeRegistration(desk.union, { id })));
    const booths = outcomes.flatMap(({ booth }) => (booth ? [booth.code] : []));
    expect(booths.length).toBe(BOOTHS);
    expect(new Set(booths).size).toBe(BOOTHS);
    expect(outcomes.filter(({ status }) => status === "waitlisted").length).toBe(ASKING - BOOTHS);
    const seen = await getFair(desk.union, { id: fair.id });
    expect([seen.venues[0]?.boothsFree, seen.cities[0]?.boothsTaken]).toEqual([0, BOOTHS]);
    expect(seen.management?.counts).toEqual({ approved: BOOTHS, waitlisted: ASKING - BOOTHS });
  });

  test("twin: check then take assigns a booth twice", async () => {
    const { fair, ids } = await fairOf();
    const given = await Promise.all(ids.map((id) => lookThenTake(fair.id, id)));
    expect(given.filter(Boolean).length).toBeGreaterThan(BOOTHS);
  });

  test("double click: one command a hundred times makes one placement and one answer", async () => {
    const { ids } = await fairOf();
    const id = ids[0] ?? "";
    const commandId = desk.union.ids.uuid();
    const all = Array.from({ length: 100 }, () => placeRegistration(desk.union, { id, commandId }));
    const answers = new Set((await Promise.all(all)).map((answer) => JSON.stringify(answer)));
    expect(answers.size).toBe(1);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from audit where subject_id = ${id} and action = 'fairRegistration.place'`.execute(
      desk.services.db,
    );
    expect(rows[0]?.n).toBe(1);
  });

  test("booths returned by several at once go to as many waiting enterprises, none twice", async () => {
    const venues = [venueInput({ boothRows: 1, boothColumns: 3 })];
    const fair = await announcedFair(desk.union, { venues });
    const holders = [];
    for (let n = 0; n < 3; n += 1) holders.push(await placed(desk.services, desk.union, fair.id));
    for (const id of await crowd(desk.services.db, fair.id, 5)) await placeRegistration(desk.union, { id });
    await Promise.all([
      ...holders.map(({ member, registration }) => withdrawRegistration(member, { id: registration.id })),
      ...Array.from({ length: 4 }, () => placementUpkeep(desk.union)),
    ]);
    const seen = await getFair(desk.union, { id: fair.id });
    expect(seen.management?.counts).toEqual({ withdrawn: 3, offered: 3, waitlisted: 2 });
    expect([seen.venues[0]?.boothsFree, seen.cities[0]?.boothsTaken]).toEqual([0, 3]);
  });
});
