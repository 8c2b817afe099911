import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../../db/demo/random.ts";
import { suspendEnterprise } from "../../../src/enterprises/index.ts";
import {
  checkIn,
  type FairView,
  getFair,
  getFairReport,
  getHall,
  getVenueFigures,
  listEntrances,
  listStands,
  type Measure,
  readBoard,
  readPlan,
  scanAtBooth,
} from "../../../src/fairs/index.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { holder, ticketFor } from "../../factories/booth-desk.ts";
import { NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { hoursAhead, placed, publishedFair, recommended, venueInput } from "../../factories/fairs.ts";
import { publishedPosting } from "../../factories/postings.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

/**
 * Draws a fair whose gates are open. It has two halls in two cities, exhibitors of which some are suspended
 * or closed a posting, an open offer, and people: with and without account, who entered, left and came back,
 * and left intents at several booths.
 */
async function drawFair(seed: number): Promise<FairView> {
  const { services, union, database } = desk;
  const random = createRandom(seed);
  const { fair, companies } = await publishedFair(services, union, {
    registrationClosesAt: await hoursAhead(union, 0.2),
    opensAt: await hoursAhead(union, 0.4),
    closesAt: await hoursAhead(union, 6),
    venues: [
      venueInput({ boothRows: 2, boothColumns: 4, closedBooths: random.some(["A01", "A02", "B04"], 2) }),
      venueInput({ city: NEIGHBOUR, name: "市民之家分会场", boothRows: 1, boothColumns: 3 }),
    ],
    exhibitors: 1,
  });
  const halls = fair.venues.map(({ id }) => id);
  for (let n = random.between(2, 5); n > 0; n -= 1)
    companies.push(await placed(services, union, fair.id, { venueWishes: [random.pick(halls)] }));
  const offered = await recommended(services, union, fair.id);
  await sql`with taken as (update booth set registration_id = ${offered.registration.id}, taken_at = app.now()
      where id = (select id from booth where fair_id = ${fair.id} and registration_id is null and not closed limit 1) returning 1)
    update fair_registration set status = 'offered', offer_ends_at = app.now() + interval '1 hour'
    where id = ${offered.registration.id} and exists (select 1 from taken)`.execute(database.db);
  for (const { enterprise, member, posting } of companies.slice(1)) {
    if (random.chance(0.3)) await publishedPosting({ member, officer: union }, enterprise.id);
    if (random.chance(0.2)) await closePosting(member, { id: posting.id, reason: "filled" });
  }
  const people = [];
  for (let n = random.between(6, 10); n > 0; n -= 1) {
    const at = { fairId: fair.id, venueId: random.pick(halls) };
    people.push({
      ...at,
      ...(random.chance(0.7) ? await holder(services, at) : await ticketFor(services, at)),
    });
  }
  const scan = (code: string, direction: "in" | "out") => ({
    id: services.ids.uuid(),
    code,
    direction,
    claimed: null,
    deviceAt: null,
  });
  for (const { venueId, code, fairId } of people) {
    if (random.chance(0.25)) continue;
    const scans = [scan(code, "in"), ...(random.chance(0.4) ? [scan(code, "out"), scan(code, "in")] : [])];
    await checkIn(union, { fairId, venueId, gate: "东门", scans });
    for (const { member, registration, posting } of random.some(
      companies,
      random.between(1, companies.length),
    )) {
      if (registration.booth?.venueId !== venueId) continue;
      const shown = {
        nonce: services.ids.uuid(),
        code,
        postingId: posting.id,
        intent: true,
        callName: "王师傅",
      };
      const answer = scanAtBooth(member, { registrationId: registration.id, ...shown });
      await answer.catch(() => undefined);
    }
  }
  const last = companies.at(-1);
  if (last && companies.length > 2 && random.chance(0.6))
    await suspendEnterprise(union, { id: last.enterprise.id, reason: "核查中" });
  return getFair(union, { id: fair.id });
}

type Counts = Record<string, number>;

/** Reads each figure from every page that shows it. */
async function figuresOf(fair: FairView): Promise<Record<string, Counts>> {
  const { union } = desk;
  const [plan, stands, board, report, entrances] = await Promise.all([
    readPlan(union, fair),
    listStands(union, fair),
    readBoard(union, fair.id),
    getFairReport(union, fair.id),
    listEntrances(union, fair.id),
  ]);
  const halls = await Promise.all(fair.venues.map(({ id }) => getHall(union, { fair, venueId: id })));
  const posters = await Promise.all(
    fair.venues.map(({ id }) => getVenueFigures(union, { fair, venueId: id })),
  );
  const sum = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((n, one) => n + of(one), 0);
  const measure = (name: Measure) =>
    report.figures.find((one) => one.measure === name) ?? { n: -1, total: -1, by: [] };
  const byChannel = (name: Measure) =>
    sum(
      measure(name).by.filter(({ dimension }) => dimension === "channel"),
      ({ n }) => n,
    );
  const { figures, cities } = board.state;
  return {
    booths: {
      list: sum(fair.venues, ({ booths }) => booths),
      plan: sum(halls, (booths) => booths.filter(({ closed }) => !closed).length),
    },
    enterprises: {
      list: fair.exhibitors,
      plan: sum(plan, ({ booths }) => booths.filter(({ registrationId }) => registrationId !== null).length),
      stands: stands.length,
      board: figures.enterprises,
      cities: sum(cities, ({ enterprises }) => enterprises),
      report: measure("enterprises").n,
      posters: sum(posters, ({ exhibitors }) => exhibitors),
    },
    postings: {
      list: fair.postings,
      stands: sum(stands, ({ postings }) => postings.length),
      cities: sum(cities, ({ postings }) => postings),
      posters: sum(posters, ({ postings }) => postings),
      // Before the opening the report counts the same postings as the list. Later it keeps closed ones.
      ...(fair.phase === "published" ? { report: measure("postings").n } : {}),
    },
    positions: {
      ...(fair.phase === "published" ? { report: measure("postings").total } : {}),
      list: fair.positions,
      board: figures.positions,
      posters: sum(posters, ({ positions }) => positions),
    },
    entered: {
      board: figures.people,
      cities: sum(cities, ({ people }) => people),
      gate: sum(entrances, ({ entered }) => entered),
      report: measure("visitors").n,
      channels: byChannel("visitors"),
    },
    visits: { gate: sum(entrances, ({ visits }) => visits), report: measure("visitors").total },
    intents: { board: figures.intents, report: measure("intents").n, channels: byChannel("intents") },
    applications: {
      board: figures.applications,
      report: measure("applications").n,
      channels: byChannel("applications"),
    },
  };
}

/** Returns the figures of which two pages tell different numbers. */
const differing = (figures: Record<string, Counts>): string[] =>
  Object.entries(figures)
    .filter(([, counts]) => new Set(Object.values(counts)).size > 1)
    .map(([name, counts]) => `${name} ${JSON.stringify(counts)}`);

describe("every page tells the same figures of a random fair", () => {
  const seen: Counts[] = [];

  test.each([1, 2, 3, 5, 8])("seed %i", async (seed) => {
    const figures = await figuresOf(await drawFair(seed));
    expect(differing(figures)).toEqual([]);
    seen.push(
      Object.fromEntries(Object.entries(figures).map(([name, of]) => [name, Object.values(of)[0] ?? 0])),
    );
  });

  test("the drawn fairs have exhibitors, postings, people, visits and intents to count", () => {
    for (const name of ["enterprises", "postings", "entered", "visits", "intents", "applications"])
      expect(Math.max(...seen.map((counts) => counts[name] ?? 0))).toBeGreaterThan(1);
  });

  test("during the fair the report keeps a posting that is closed, and the other pages drop it", async () => {
    const { union, database } = desk;
    const fair = await drawFair(34);
    await database.travel("30 minutes");
    const opened = await getFair(union, { id: fair.id });
    expect(opened.phase).toBe("live");
    const brought = async () => {
      const { figures } = await getFairReport(union, fair.id);
      return figures.find(({ measure }) => measure === "postings")?.n;
    };
    const before = await brought();
    expect(before).toBe(opened.postings);
    const [posting] = (await listStands(union, fair)).flatMap(({ postings }) => postings);
    await closePosting(union, { id: posting?.id ?? "", reason: "filled" });
    const later = await getFair(union, { id: fair.id });
    expect(later.postings).toBe(opened.postings - 1);
    expect(differing(await figuresOf(later))).toEqual([]);
    expect(await brought()).toBe(before);
    await database.travel("-30 minutes");
  });

  test("a person's visit, scan and intent stand in one row of the channels", async () => {
    const { services, union } = desk;
    const fair = await drawFair(13);
    const [stand] = await listStands(union, fair);
    const someone = await holder(services, { fairId: fair.id, venueId: stand?.venueId ?? "" });
    await sql`update fair_ticket set channel = 'poster' where id = ${someone.ticketId}`.execute(
      desk.database.db,
    );
    const scan = {
      id: services.ids.uuid(),
      code: someone.code,
      direction: "in" as const,
      claimed: null,
      deviceAt: null,
    };
    await checkIn(union, { fairId: fair.id, venueId: stand?.venueId ?? "", gate: "东门", scans: [scan] });
    const report = await getFairReport(union, fair.id);
    const row = report.figures
      .find(({ measure }) => measure === "visitors")
      ?.by.find(({ dimension, value }) => dimension === "channel" && value === "poster");
    expect(row).toMatchObject({ n: 1, total: 1 });
  });

  test("twin: a page that counts approved enterprises without their standing is found", async () => {
    const fair = await drawFair(21);
    const [stand] = await listStands(desk.union, fair);
    await suspendEnterprise(desk.union, { id: stand?.enterpriseId ?? "", reason: "核查中" });
    const figures = await figuresOf(await getFair(desk.union, { id: fair.id }));
    expect(differing(figures)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from fair_registration
      where fair_id = ${fair.id} and status = 'approved'`.execute(desk.database.db);
    const naive = { ...figures, enterprises: { ...figures.enterprises, naive: rows[0]?.n ?? 0 } };
    expect(differing(naive)).toHaveLength(1);
  });
});
