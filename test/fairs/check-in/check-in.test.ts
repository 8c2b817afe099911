import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cancelTicket,
  checkIn,
  checkInSelf,
  type FairView,
  getMyTicket,
  getScannerPack,
  getVenueCode,
  listConflicts,
  listEntrances,
  printTicket,
  type ScanView,
  takeTicket,
} from "../../../src/fairs/index.ts";
import { officer, person } from "../../factories/actors.ts";
import { FOREIGN, HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { cancelConfirmed, hoursAhead, openDoors, publishedFair, ticketsFor } from "../../factories/fairs.ts";
import { code, fields } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let fair: FairView;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  fair = await openDoors(desk.services, desk.union);
});
afterAll(() => desk.database.drop());

const venueOf = (of: FairView, n = 0) => of.venues[n]?.id ?? "";

type Scan = { code: string; id?: string; direction?: "in" | "out"; claimed?: ScanView["outcome"] | null };
type At = { of?: FairView; venue?: number; gate?: string; by?: typeof desk.union };

/** Uploads the scans of one gate in order. Returns their outcomes. */
async function upload(scans: Scan[], at: At = {}): Promise<ScanView[]> {
  const { of = fair, venue = 0, gate = "东门", by = desk.union } = at;
  const filled = scans.map((scan) => ({
    id: desk.services.ids.uuid(),
    direction: "in" as const,
    claimed: null,
    deviceAt: null,
    ...scan,
  }));
  return (await checkIn(by, { fairId: of.id, venueId: venueOf(of, venue), gate, scans: filled })).items;
}
const shown = async (text: string, at: At = {}, more: Partial<Scan> = {}) =>
  (await upload([{ code: text, ...more }], at))[0];

async function scansOf(ticketId: string) {
  return desk.database.db
    .selectFrom("fairScan")
    .select(["gate", "outcome", "claimed", "receivedAt"])
    .where("ticketId", "=", ticketId)
    .orderBy("receivedAt")
    .execute();
}

const PAIRS = 1000;
const AT_ONCE = 20;

/** Scans each ticket at two gates at once. Returns, per ticket, how often it was admitted. */
async function race(
  tickets: { id: string; reference: string }[],
  show: (ticket: { id: string; reference: string }, gate: string) => Promise<boolean>,
): Promise<number[]> {
  const admitted: number[] = [];
  for (let at = 0; at < tickets.length; at += AT_ONCE)
    admitted.push(
      ...(await Promise.all(
        tickets.slice(at, at + AT_ONCE).map(async (ticket) => {
          const both = await Promise.all([show(ticket, "东门"), show(ticket, "西门")]);
          return both.filter(Boolean).length;
        }),
      )),
    );
  return admitted;
}

describe("one ticket at two gates within 50 ms, a thousand times", () => {
  test("one entry each; the loser gets the first time and gate", async () => {
    const tickets = await ticketsFor(desk.services, fair, { count: PAIRS });
    const answers: ScanView[] = [];
    const admitted = await race(tickets, async ({ reference }, gate) => {
      const answer = await shown(reference, { gate });
      if (answer) answers.push(answer);
      return answer?.outcome === "admitted";
    });
    expect(admitted).toEqual(Array.from({ length: PAIRS }, () => 1));
    const losers = answers.filter(({ outcome }) => outcome === "again");
    expect(losers).toHaveLength(PAIRS);
    expect(losers.every(({ enteredAt, gate }) => enteredAt && (gate === "东门" || gate === "西门"))).toBe(
      true,
    );
    const { rows } = await sql<{ n: number; entries: number }>`
      select count(*)::int as n, count(*) filter (where outcome = 'admitted')::int as entries from fair_scan
      where ticket_id = any(${tickets.map(({ id }) => id)}::uuid[])`.execute(desk.database.db);
    expect(rows[0]).toEqual({ n: 2 * PAIRS, entries: PAIRS });
  });

  test("twin: check then admit lets some in twice", async () => {
    const { db } = desk.database;
    const tickets = await ticketsFor(desk.services, fair, { count: 200 });
    const admitted = await race(tickets, async ({ id }, gate) => {
      const seen = await db
        .selectFrom("fairTicket")
        .select("enteredAt")
        .where("id", "=", id)
        .executeTakeFirst();
      if (seen?.enteredAt) return false;
      await sql`update fair_ticket set entered_at = app.now(), entered_gate = ${gate} where id = ${id}`.execute(
        db,
      );
      return true;
    });
    expect(Math.max(...admitted)).toBe(2);
  });
});

describe("devices without network", () => {
  test("two admit the same people; both lists arrive, nobody counts twice, conflicts are listed", async () => {
    const of = await openDoors(desk.services, desk.union);
    const tickets = await ticketsFor(desk.services, of, { count: 40 });
    const seen = (from: number, to: number) =>
      tickets.slice(from, to).map(({ reference }) => ({ code: reference, claimed: "admitted" as const }));
    const [one, two] = [seen(0, 30), seen(20, 40)];
    const [first, second] = await Promise.all([
      upload(one, { of, gate: "东门" }),
      upload(two, { of, gate: "西门" }),
    ]);
    const all = [...first, ...second];
    expect(all).toHaveLength(50);
    expect(all.filter(({ outcome }) => outcome === "admitted")).toHaveLength(40);
    const conflicts = await listConflicts(desk.union, of.id);
    expect(conflicts).toHaveLength(10);
    expect(conflicts.every((one) => one.outcome === "again" && one.enteredGate !== one.gate)).toBe(true);
    const [entrance] = await listEntrances(desk.union, of.id);
    expect(entrance).toMatchObject({ entered: 40, visits: 40 });
  });

  test("the same scan three times, at once and later, makes one row with one answer", async () => {
    const [ticket] = await ticketsFor(desk.services, fair, { count: 1 });
    const scan = { id: desk.services.ids.uuid(), code: ticket?.reference ?? "" };
    const answers = await Promise.all([upload([scan]), upload([scan]), upload([scan])]);
    answers.push(await upload([{ ...scan, claimed: "admitted" }]));
    expect(answers.map(([answer]) => answer?.outcome)).toEqual(Array(4).fill("admitted"));
    expect(await scansOf(ticket?.id ?? "")).toMatchObject([{ outcome: "admitted", claimed: "admitted" }]);
    expect(await listConflicts(desk.union, fair.id)).toEqual([]);
    const elsewhere = upload([scan], { venue: 1 });
    expect(await fields(elsewhere)).toEqual(["id:TAKEN"]);
  });

  test("a clock a day off changes no order: the first to arrive is first", async () => {
    const [ticket] = await ticketsFor(desk.services, fair, { count: 1 });
    const asked = (gate: string, deviceAt: string) =>
      checkIn(desk.union, {
        fairId: fair.id,
        venueId: venueOf(fair),
        gate,
        scans: [
          {
            id: desk.services.ids.uuid(),
            code: ticket?.reference ?? "",
            direction: "in",
            claimed: "admitted",
            deviceAt,
          },
        ],
      });
    await asked("东门", await hoursAhead(desk.union, 24));
    const late = await asked("西门", await hoursAhead(desk.union, -24));
    expect(late.items[0]).toMatchObject({ outcome: "again", gate: "东门" });
  });

  test("a venue without network over the closing uploads its scans later; they count", async () => {
    const closesAt = await hoursAhead(desk.union, 0.9);
    const of = await openDoors(desk.services, desk.union, { closesAt });
    const [seen, missed] = await ticketsFor(desk.services, of, { count: 2 });
    await desk.database.travel("2 hours");
    try {
      expect((await shown(seen?.reference ?? "", { of }, { claimed: "admitted" }))?.outcome).toBe("admitted");
      expect((await shown(missed?.reference ?? "", { of }))?.outcome).toBe("over");
      expect(await listConflicts(desk.union, of.id)).toEqual([]);
    } finally {
      await desk.database.travel("-2 hours");
    }
  });
});

describe("gates", () => {
  test("out and in again is a second visit of one person", async () => {
    const of = await openDoors(desk.services, desk.union);
    const [ticket] = await ticketsFor(desk.services, of, { count: 1 });
    const text = ticket?.reference ?? "";
    const steps: [Partial<Scan>, string][] = [
      [{ direction: "out" }, "notInside"],
      [{}, "admitted"],
      [{}, "again"],
      [{ direction: "out" }, "left"],
      [{ direction: "out" }, "notInside"],
      [{}, "admitted"],
    ];
    for (const [more, outcome] of steps) expect((await shown(text, { of }, more))?.outcome).toBe(outcome);
    const [entrance] = await listEntrances(desk.union, of.id);
    expect(entrance).toMatchObject({ entered: 1, visits: 2 });
  });

  test("on another day the same ticket is a new entry of the same person, also in the gate's list", async () => {
    const of = await openDoors(desk.services, desk.union, { closesAt: await hoursAhead(desk.union, 72) });
    const [ticket] = await ticketsFor(desk.services, of, { count: 1 });
    if (!ticket) throw new Error("no ticket");
    const at = { of };
    const inside = async () => {
      const { entered } = await getScannerPack(desk.union, { fairId: of.id, venueId: venueOf(of) });
      return entered.length;
    };
    expect((await shown(ticket.reference, at))?.outcome).toBe("admitted");
    expect([(await shown(ticket.reference, at))?.outcome, await inside()]).toEqual(["again", 1]);
    await desk.database.travel("24 hours");
    expect(await inside()).toBe(0);
    expect((await shown(ticket.reference, at))?.outcome).toBe("admitted");
    expect([(await shown(ticket.reference, at))?.outcome, await inside()]).toEqual(["again", 1]);
    const [entrance] = await listEntrances(desk.union, of.id);
    expect(entrance).toMatchObject({ entered: 1, visits: 2 });
    await desk.database.travel("-24 hours");
  });

  test("early, cancelled, waiting, fair cancelled: each has its own outcome", async () => {
    const { services, union } = desk;
    const { fair: later } = await publishedFair(services, union, {
      venues: fair.venues.slice(0, 1).map((venue) => ({
        city: venue.city,
        name: venue.name,
        address: venue.address,
        directions: null,
        hours: null,
        capacity: 1,
        boothRows: 1,
        boothColumns: 2,
        closedBooths: [],
      })),
    });
    const [one, two] = [
      await person(services, { agreement: "west" }),
      await person(services, { agreement: "west" }),
    ];
    const { ticket: first } = await takeTicket(one, { fairId: later.id });
    const { ticket: second } = await takeTicket(two, { fairId: later.id });
    expect(await shown(first.reference, { of: later })).toMatchObject({ outcome: "early", from: first.from });
    expect(second).toMatchObject({ state: "waiting", place: 1, code: null });
    expect((await shown(second.reference, { of: later }))?.outcome).toBe("waiting");
    await cancelTicket(one, { id: first.id });
    expect((await shown(first.code ?? "", { of: later }))?.outcome).toBe("cancelled");
    await cancelConfirmed(union, { id: later.id, action: "cancel", reason: "暴雨" });
    expect((await shown(second.reference, { of: later }))?.outcome).toBe("fairCancelled");
    expect(await getMyTicket(two, second.id)).toMatchObject({
      state: "fairCancelled",
      code: null,
      fair: { cancelReason: "暴雨" },
    });
  });

  test("only officers of the host and of the venue's city scan", async () => {
    const { services, union } = desk;
    const neighbour = await officer(services, NEIGHBOUR);
    const [foreign, county] = [await officer(services, FOREIGN), await officer(services, HOME, "211402")];
    const [theirs] = await ticketsFor(services, fair, { venue: 1, count: 1 });
    const text = theirs?.reference ?? "";
    for (const by of [foreign, county, neighbour])
      expect(await code(upload([{ code: text }], { by }))).toBe("NOT_FOUND");
    expect((await shown(text, { venue: 1, by: neighbour }))?.outcome).toBe("admitted");
    const place = { fairId: fair.id, venueId: venueOf(fair) };
    for (const by of [foreign, county, neighbour]) {
      expect(await code(getScannerPack(by, place))).toBe("NOT_FOUND");
      expect(await code(printTicket(by, place))).toBe("NOT_FOUND");
      expect(await code(getVenueCode(by, place))).toBe("NOT_FOUND");
    }
    expect(await code(upload([{ code: text }], { by: await person(services) }))).toBe("ROLE_REQUIRED");
    const { ticket } = await printTicket(union, place);
    expect(ticket).toMatchObject({ printed: true, state: "valid" });
    expect((await shown(ticket.code ?? ""))?.outcome).toBe("admitted");
  });

  test("a device gets public keys and ids, no personal data", async () => {
    const of = await openDoors(desk.services, desk.union);
    const [inside, gone] = await ticketsFor(desk.services, of, { count: 2 });
    await shown(inside?.reference ?? "", { of });
    await cancelTicket(desk.union, { id: gone?.id ?? "" });
    const pack = await getScannerPack(desk.union, { fairId: of.id, venueId: venueOf(of) });
    expect(pack).toMatchObject({
      cancelled: [gone?.id],
      waiting: [],
      entered: [{ id: inside?.id, gate: "东门" }],
    });
    expect(Buffer.from(pack.keys[0]?.x ?? "", "base64url")).toHaveLength(32);
    expect(JSON.stringify(pack)).not.toMatch(/"d"|reference|account|phone/);
  });

  test("a holder checks in once by the poster's code; not with a ticket of another hall or an invalid one", async () => {
    const { services, union } = desk;
    const seeker = await person(services, { agreement: "west" });
    const place = { fairId: fair.id, venueId: venueOf(fair) };
    const wall = await getVenueCode(union, place);
    const self = (text: string) => checkInSelf(seeker, { fairId: fair.id, code: text });
    expect(await code(self(wall))).toBe("TICKET_NONE");
    const { ticket } = await takeTicket(seeker, place);
    expect((await self(await getVenueCode(union, { ...place, venueId: venueOf(fair, 1) }))).outcome).toBe(
      "otherVenue",
    );
    const forged = `${wall.slice(0, -40)}${wall.at(-40) === "A" ? "B" : "A"}${wall.slice(-39)}`;
    for (const bad of [ticket.code ?? "", forged, "LPV1.e30.x", "x"])
      expect(await fields(self(bad))).toEqual(["code:INVALID_VALUE"]);
    expect((await self(wall)).outcome).toBe("admitted");
    expect(await self(wall)).toMatchObject({ outcome: "again", gate: "self" });
    expect((await shown(ticket.code ?? ""))?.outcome).toBe("again");
  });
});
