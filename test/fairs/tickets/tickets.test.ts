import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cancelTicket,
  checkIn,
  type FairView,
  fairUpkeep,
  getFair,
  getMyTicket,
  getPrintedTicket,
  listEntrances,
  listMyTickets,
  printTicket,
  setSlots,
  takeTicket,
} from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { officer, person } from "../../factories/actors.ts";
import { FOREIGN, NEIGHBOUR } from "../../factories/cities.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import {
  announcedFair,
  cancelConfirmed,
  openDoors,
  publishedFair,
  ticketsFor,
  updateConfirmed,
  venueInput,
} from "../../factories/fairs.ts";
import { code, fields } from "../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

const seekers = (count: number) =>
  Promise.all(Array.from({ length: count }, () => person(desk.services, { agreement: "west" })));

const seeker = () => person(desk.services, { agreement: "west" });

/** Publishes a fair that opens in ten days, with one venue for `capacity` people. */
const hall = async (capacity: number | null): Promise<FairView> =>
  (await publishedFair(desk.services, desk.union, { venues: [venueInput({ capacity })] })).fair;

const venueOf = (fair: FairView) => fair.venues[0]?.id ?? "";

async function slotsOf(fair: FairView, capacity: number, hours: [number, number][]): Promise<string[]> {
  const at = (hour: number) => new Date(Date.parse(fair.opensAt) + hour * 3_600_000).toISOString();
  const slots = hours.map(([from, to]) => ({ startsAt: at(from), endsAt: at(to), capacity }));
  const [entrance] = await setSlots(desk.union, { fairId: fair.id, venueId: venueOf(fair), slots });
  return entrance?.slots.map(({ id }) => id) ?? [];
}

const valid = (fairId: string) =>
  desk.database.db
    .selectFrom("fairTicket")
    .select(["id", "slotId"])
    .where("fairId", "=", fairId)
    .where("status", "=", "valid")
    .execute();

const kinds = async (who: Awaited<ReturnType<typeof person>>) =>
  (await listNotices(who)).map(({ kind }) => kind);

describe("take a ticket", () => {
  test("one request; a second one, or two at once, gives the same ticket", async () => {
    const fair = await hall(null);
    const [seeker] = await seekers(1);
    if (!seeker) throw new Error("nobody");
    const taken = await Promise.all([1, 2, 3].map(() => takeTicket(seeker, { fairId: fair.id })));
    expect(new Set(taken.map(({ ticket }) => ticket.id)).size).toBe(1);
    expect(taken.filter(({ created }) => created)).toHaveLength(1);
    const [mine] = await listMyTickets(seeker);
    expect(mine).toMatchObject({ state: "valid", fair: { id: fair.id }, venue: { id: venueOf(fair) } });
    expect((await listEntrances(seeker, fair.id))[0]).toMatchObject({ taken: 1, waiting: 0 });
  });

  test("requires a venue if there are two, an entry slot if there are two; refuses those of another fair", async () => {
    const { fair } = await publishedFair(desk.services, desk.union);
    const [seeker] = await seekers(1);
    if (!seeker) throw new Error("nobody");
    const take = (choice: object) => takeTicket(seeker, { fairId: fair.id, ...choice });
    const other = await hall(1);
    expect(await fields(take({}))).toEqual(["venueId:MISSING"]);
    expect(await fields(take({ venueId: venueOf(other) }))).toEqual(["venueId:UNKNOWN"]);
    const [early] = await slotsOf(fair, 1, [
      [0, 1],
      [1, 2],
    ]);
    expect(await fields(take({ venueId: venueOf(fair) }))).toEqual(["slotId:MISSING"]);
    const wrong = take({ venueId: fair.venues[1]?.id, slotId: early });
    expect(await fields(wrong)).toEqual(["slotId:UNKNOWN"]);
    const { ticket } = await take({ venueId: venueOf(fair), slotId: early });
    expect(ticket.slot?.startsAt).toBe(fair.opensAt);
    expect(Date.parse(ticket.from)).toBe(Date.parse(fair.opensAt) - 1_800_000);
  });

  test("refuses before publication, after the close, and from outside the agreement", async () => {
    const [seeker] = await seekers(1);
    if (!seeker) throw new Error("nobody");
    const soon = await announcedFair(desk.union);
    expect(await code(takeTicket(seeker, { fairId: soon.id }))).toBe("TICKETS_CLOSED");
    const fair = await hall(null);
    const outside = await person(desk.services, { agreement: "east" });
    expect(await code(takeTicket(outside, { fairId: fair.id }))).toBe("NOT_FOUND");
    await cancelConfirmed(desk.union, { id: fair.id, action: "cancel", reason: "暴雨" });
    expect(await code(takeTicket(seeker, { fairId: fair.id }))).toBe("TICKETS_CLOSED");
  });

  test("an online ticket takes no place, opens no gate, and can be changed to a hall", async () => {
    const fair = await hall(1);
    const [here, far] = await seekers(2);
    if (!here || !far) throw new Error("nobody");
    await takeTicket(here, { fairId: fair.id });
    const { ticket } = await takeTicket(far, { fairId: fair.id, online: true });
    expect(ticket).toMatchObject({ state: "valid", venue: null, slot: null, code: null, place: null });
    expect((await listEntrances(far, fair.id))[0]).toMatchObject({ taken: 1, waiting: 0 });
    const both = takeTicket(await seeker(), { fairId: fair.id, online: true, venueId: venueOf(fair) });
    expect(await fields(both)).toEqual(["online:INVALID_VALUE"]);
    expect(await fields(printTicket(desk.union, { fairId: fair.id, online: true }))).toEqual([
      "online:INVALID_VALUE",
    ]);
    const scan = { code: ticket.reference, direction: "in" as const, deviceAt: null, claimed: null };
    const at = { fairId: fair.id, venueId: venueOf(fair), gate: "1" };
    const { items } = await checkIn(desk.union, { ...at, scans: [{ id: desk.union.ids.uuid(), ...scan }] });
    expect(items).toMatchObject([{ outcome: "online" }]);
    await cancelTicket(far, { id: ticket.id });
    expect((await takeTicket(far, { fairId: fair.id })).ticket).toMatchObject({ state: "waiting", place: 1 });
    expect((await listEntrances(far, fair.id))[0]).toMatchObject({ taken: 1, waiting: 1 });
  });

  test("an officer prints one for a person without a phone; only the union sees it", async () => {
    const { fair } = await publishedFair(desk.services, desk.union);
    const { ticket } = await printTicket(desk.union, { fairId: fair.id, venueId: venueOf(fair) });
    expect(await getPrintedTicket(desk.union, ticket.id)).toMatchObject({ printed: true, state: "valid" });
    for (const by of [await officer(desk.services, FOREIGN), await officer(desk.services, NEIGHBOUR)]) {
      expect(await code(getPrintedTicket(by, ticket.id))).toBe("NOT_FOUND");
      expect(await code(cancelTicket(by, { id: ticket.id }))).toBe("NOT_FOUND");
    }
    const [seeker, other] = await seekers(2);
    if (!seeker || !other) throw new Error("nobody");
    const { ticket: own } = await takeTicket(seeker, { fairId: fair.id, venueId: venueOf(fair) });
    expect(await code(getPrintedTicket(desk.union, own.id))).toBe("NOT_FOUND");
    expect(await code(getMyTicket(other, own.id))).toBe("NOT_FOUND");
    expect(await code(cancelTicket(other, { id: own.id }))).toBe("NOT_FOUND");
    expect(await cancelTicket(desk.union, { id: ticket.id })).toMatchObject({
      state: "cancelled",
      code: null,
    });
  });
});

const CROWD = 120;

describe("never more tickets than places", () => {
  test("120 requests at once for ten places of a venue: ten tickets, the others wait", async () => {
    const fair = await hall(10);
    const crowd = await seekers(CROWD);
    const taken = await Promise.all(crowd.map((one) => takeTicket(one, { fairId: fair.id })));
    expect(taken.filter(({ ticket }) => ticket.state === "valid")).toHaveLength(10);
    const places = taken.flatMap(({ ticket }) => ticket.place ?? []);
    expect(places).toHaveLength(CROWD - 10);
    expect((await listEntrances(desk.union, fair.id))[0]).toMatchObject({ taken: 10, waiting: CROWD - 10 });
  });

  test("the same for the five places of an entry slot", async () => {
    const fair = await hall(null);
    const [slotId, other] = await slotsOf(fair, 5, [
      [0, 2],
      [2, 4],
    ]);
    const crowd = await seekers(40);
    await Promise.all(
      crowd.map((one, n) => takeTicket(one, { fairId: fair.id, slotId: n % 2 ? slotId : other })),
    );
    const held = await valid(fair.id);
    expect(held.filter((one) => one.slotId === slotId)).toHaveLength(5);
    expect(held).toHaveLength(10);
  });

  test("twin: check then take exceeds the places", async () => {
    const fair = await hall(10);
    const { db } = desk.database;
    const naive = async (ticket: { id: string; reference: string }) => {
      const { rows } = await sql<{ taken: number }>`
        select tickets_taken as taken from venue where id = ${venueOf(fair)}`.execute(db);
      if ((rows[0]?.taken ?? 0) >= 10) return;
      await sql`update venue set tickets_taken = tickets_taken + 1 where id = ${venueOf(fair)}`.execute(db);
      await sql`insert into fair_ticket (id, reference, fair_id, venue_id, status)
        values (${ticket.id}, ${ticket.reference}, ${fair.id}, ${venueOf(fair)}, 'valid')`.execute(db);
    };
    const { ids } = desk.services;
    await Promise.all(
      Array.from({ length: CROWD }, () => naive({ id: ids.uuid(), reference: ids.reference() })),
    );
    expect((await valid(fair.id)).length).toBeGreaterThan(10);
  });
});

describe("waiting list", () => {
  test("a returned ticket admits the first in line at once, and notifies once", async () => {
    const fair = await hall(1);
    const [first, second, third] = await seekers(3);
    if (!first || !second || !third) throw new Error("nobody");
    const [one, two, three] = [
      (await takeTicket(first, { fairId: fair.id })).ticket,
      (await takeTicket(second, { fairId: fair.id })).ticket,
      (await takeTicket(third, { fairId: fair.id })).ticket,
    ];
    expect([two.place, three.place]).toEqual([1, 2]);
    const [gone] = await Promise.all([
      cancelTicket(first, { id: one.id }),
      cancelTicket(first, { id: one.id }),
    ]);
    expect(gone.state).toBe("cancelled");
    expect(await getMyTicket(second, two.id)).toMatchObject({ state: "valid", place: null });
    expect(await getMyTicket(third, three.id)).toMatchObject({ state: "waiting", place: 1 });
    await fairUpkeep(desk.services);
    expect(await kinds(second)).toEqual(["ticketPromoted"]);
    expect(await kinds(third)).toEqual([]);
    // A person who cancelled the ticket may join the waiting list again. Leaving the waiting list frees no
    // place.
    expect((await takeTicket(first, { fairId: fair.id })).ticket).toMatchObject({
      state: "waiting",
      place: 2,
    });
    await cancelTicket(third, { id: three.id });
    expect(await valid(fair.id)).toHaveLength(1);
  });

  test("a whole hall returned at once admits as many from the line, none twice", async () => {
    const fair = await hall(20);
    const crowd = await seekers(50);
    const taken = [];
    for (const one of crowd) taken.push(await takeTicket(one, { fairId: fair.id }));
    const given = taken.flatMap(({ ticket }, n) =>
      ticket.state === "valid" ? [cancelTicket(crowd[n] ?? desk.union, { id: ticket.id })] : [],
    );
    await Promise.all(given);
    expect(given).toHaveLength(20);
    expect((await listEntrances(desk.union, fair.id))[0]).toMatchObject({ taken: 20, waiting: 10 });
    expect(await valid(fair.id)).toHaveLength(20);
  });

  test("a larger hall admits the line at the next upkeep, also under concurrent upkeep", async () => {
    const fair = await hall(2);
    const crowd = await seekers(9);
    for (const one of crowd) await takeTicket(one, { fairId: fair.id });
    const { venues } = await getFair(desk.union, { id: fair.id });
    const [venue] = venues;
    if (!venue) throw new Error("no venue");
    const grown = venueInput({ id: venue.id, capacity: 6 });
    await updateConfirmed(desk.union, { id: fair.id, patch: { venues: [grown] } });
    await Promise.all([fairUpkeep(desk.services), fairUpkeep(desk.services), fairUpkeep(desk.services)]);
    expect((await listEntrances(desk.union, fair.id))[0]).toMatchObject({ taken: 6, waiting: 3 });
    const told = await Promise.all(crowd.map(kinds));
    expect(told.flat()).toEqual(Array(4).fill("ticketPromoted"));
  });

  test("a free place belongs to the line: a newcomer does not jump it; twin: without that check he does", async () => {
    const fair = await hall(1);
    const [first, second, late] = await seekers(3);
    if (!first || !second || !late) throw new Error("nobody");
    for (const one of [first, second]) await takeTicket(one, { fairId: fair.id });
    const venues = (await getFair(desk.union, { id: fair.id })).venues;
    const wider = venues.map(({ boothsFree, ...venue }) => ({ ...venue, capacity: 2, closedBooths: [] }));
    await updateConfirmed(desk.union, { id: fair.id, patch: { venues: wider } });
    const { db } = desk.database;
    const jumped = await db.transaction().execute(async (tx) => {
      const { rows } =
        await sql`update venue set tickets_taken = tickets_taken + 1 where id = ${venueOf(fair)}
        and (capacity is null or tickets_taken < capacity) returning id`.execute(tx);
      await sql`update venue set tickets_taken = tickets_taken - 1 where id = ${venueOf(fair)}`.execute(tx);
      return rows.length;
    });
    expect(jumped).toBe(1);
    const { ticket } = await takeTicket(late, { fairId: fair.id });
    expect(ticket).toMatchObject({ state: "waiting", place: 2 });
    await fairUpkeep(desk.services);
    const states = await Promise.all(
      [first, second, late].map(async (one) => (await listMyTickets(one))[0]?.state),
    );
    expect(states).toEqual(["valid", "valid", "waiting"]);
  });

  test("entry slots move with the fair; a used one stays, an unused one goes", async () => {
    const fair = await hall(50);
    const [slotId] = await slotsOf(fair, 5, [
      [0, 1],
      [1, 2],
    ]);
    const [one] = await seekers(1);
    if (!one || !slotId) throw new Error("nobody");
    await takeTicket(one, { fairId: fair.id, venueId: venueOf(fair), slotId });
    const later = (at: string) => new Date(Date.parse(at) + 26 * 3_600_000).toISOString();
    const patch = { opensAt: later(fair.opensAt), closesAt: later(fair.closesAt) };
    await updateConfirmed(desk.union, { id: fair.id, patch });
    const [mine] = await listMyTickets(one);
    expect(mine?.slot).toMatchObject({ startsAt: patch.opensAt });
    const hour = (n: number) => new Date(Date.parse(patch.opensAt) + n * 3_600_000).toISOString();
    expect(
      await fields(updateConfirmed(desk.union, { id: fair.id, patch: { closesAt: hour(0.5) } })),
    ).toEqual(["closesAt:SLOTS_OUT"]);
    await updateConfirmed(desk.union, { id: fair.id, patch: { closesAt: hour(1.5) } });
    const left = (await listEntrances(one, fair.id))[0]?.slots ?? [];
    expect(left.map(({ startsAt }) => Date.parse(startsAt))).toEqual([Date.parse(hour(0))]);
    // A cancelled ticket does not prevent new entry slots.
    await cancelTicket(one, { id: mine?.id ?? "" });
    const slots = [{ startsAt: hour(0.5), endsAt: hour(1), capacity: 3 }];
    expect(
      (await setSlots(desk.union, { fairId: fair.id, venueId: venueOf(fair), slots }))[0]?.slots,
    ).toHaveLength(1);
  });

  test("a venue or entry slot with tickets cannot be deleted", async () => {
    const { fair } = await publishedFair(desk.services, desk.union, {
      venues: [venueInput(), venueInput({ name: "二楼" })],
    });
    const second = fair.venues[1]?.id ?? "";
    await ticketsFor(desk.services, fair, { venue: 1, count: 1 });
    const [only] = fair.venues;
    if (!only) throw new Error("no venue");
    const without = updateConfirmed(desk.union, {
      id: fair.id,
      patch: { venues: [venueInput({ id: only.id })] },
    });
    expect(await code(without)).toBe("BOOTH_TAKEN");
    const at = { fairId: fair.id, venueId: second };
    const slot = { startsAt: fair.opensAt, endsAt: fair.closesAt, capacity: 5 };
    expect(await fields(setSlots(desk.union, { ...at, slots: [slot] }))).toEqual(["slots:TAKEN"]);
    expect(await fields(setSlots(desk.union, { ...at, slots: [slot, slot] }))).toEqual(["slots:OVERLAP"]);
    const neighbour = await officer(desk.services, NEIGHBOUR);
    expect(await code(setSlots(neighbour, { ...at, slots: [] }))).toBe("NOT_FOUND");
  });
});

describe("reminders", () => {
  test("a day and an hour before, each once under concurrent upkeep; a later ticket gets only what is still ahead", async () => {
    const fair = await hall(null);
    const [early, late] = await seekers(2);
    if (!early || !late) throw new Error("nobody");
    await takeTicket(early, { fairId: fair.id });
    const look = () => Promise.all([fairUpkeep(desk.services), fairUpkeep(desk.services)]);
    await look();
    expect(await kinds(early)).toEqual([]);
    await desk.database.travel("9 days 1 hour");
    try {
      await look();
      await look();
      expect(await kinds(early)).toEqual(["ticketTomorrow"]);
      await takeTicket(late, { fairId: fair.id });
      await desk.database.travel("22 hours 30 minutes");
      await look();
      await look();
      expect(await kinds(early)).toEqual(["ticketSoon", "ticketTomorrow"]);
      expect(await kinds(late)).toEqual(["ticketSoon"]);
    } finally {
      await desk.database.travel("-239 hours -30 minutes");
    }
  });

  test("exhibitors are reminded a day before, once under concurrent upkeep", async () => {
    const { companies } = await publishedFair(desk.services, desk.union);
    const heard = async () => {
      const notices = await listNotices(companies[0]?.member ?? desk.union);
      return notices.filter(({ kind }) => kind === "fairTomorrow").length;
    };
    await fairUpkeep(desk.services);
    expect(await heard()).toBe(0);
    await desk.database.travel("9 days 4 hours");
    await Promise.all([1, 2, 3].map(() => fairUpkeep(desk.services)));
    await fairUpkeep(desk.services);
    expect(await heard()).toBe(1);
    await desk.database.travel("-9 days -4 hours");
  });

  test("two thousand holders of a cancelled fair: each is notified once, and every ticket shows it", async () => {
    const fair = await openDoors(desk.services, desk.union);
    const { db } = desk.database;
    const accounts = Array.from({ length: 2000 }, () => desk.services.ids.uuid());
    await sql`insert into account (id, phone_sealed, phone_index)
      select id, decode(replace(id::text, '-', ''), 'hex'), decode(replace(id::text, '-', ''), 'hex')
      from unnest(${accounts}::uuid[]) id`.execute(db);
    const tickets = await ticketsFor(desk.services, fair, { count: 2100, accounts });
    await cancelConfirmed(desk.union, { id: fair.id, action: "cancel", reason: "暴雨红色预警" });
    await Promise.all([fairUpkeep(desk.services), fairUpkeep(desk.services)]);
    await fairUpkeep(desk.services);
    const { rows } = await sql<{ notices: number; holders: number }>`
      select count(*)::int as notices, count(distinct to_id)::int as holders from notice
      where kind = 'ticketFairCancelled'
        and subject_id = any(${tickets.map(({ id }) => id)}::text[])`.execute(db);
    expect(rows[0]).toEqual({ notices: 2000, holders: 2000 });
    const printed = await getPrintedTicket(desk.union, tickets.at(-1)?.id ?? "");
    expect(printed).toMatchObject({ state: "fairCancelled", code: null });
  });
});
