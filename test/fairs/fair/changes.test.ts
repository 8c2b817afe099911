import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countTouched } from "../../../src/fairs/fair/store/affected.ts";
import { lockFair, writeFair } from "../../../src/fairs/fair/store/fairs.ts";
import {
  cancelFair,
  fairUpkeep,
  getFair,
  getMyFair,
  getRegistration,
  interviewUpkeep,
  listRegistrations,
  placementUpkeep,
  promoteWaiting,
  takeTicket,
  unconfirmedOf,
  updateFair,
} from "../../../src/fairs/index.ts";
import { insertInterviews } from "../../../src/fairs/interviews/store/interviews.ts";
import { offerEnd } from "../../../src/fairs/placement/rules.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { drainAll } from "../../../workers/index.ts";
import { person } from "../../factories/actors.ts";
import { type Holder, ticketFor } from "../../factories/booth-desk.ts";
import {
  announcedFair,
  cancelConfirmed,
  draftFair,
  hoursAhead,
  publishedFair,
  recommended,
  updateConfirmed,
  venueInput,
} from "../../factories/fairs.ts";
import { untilBlocked } from "../../support/meeting.ts";
import { code, refusal } from "../../support/refusals.ts";
import { openFairs, type World } from "../interviews/world.ts";

let desk: Awaited<ReturnType<typeof openFairs>>;
beforeAll(async () => {
  desk = await openFairs();
});
afterAll(() => desk.database.drop());

/** Creates a fair with one booth and two booked interviews, at the opening and 15 minutes later. */
async function booked(): Promise<{ world: World; people: Holder[] }> {
  const world = await desk.build(1);
  await desk.slots(world, 2);
  const people = await desk.people(world, 2);
  for (const one of people) await desk.wish(world, one, 0);
  await desk.closeRegistration();
  expect((await interviewUpkeep(desk.services)).booked).toBe(2);
  return { world, people };
}
const statuses = async ({ fair }: World) =>
  (
    await desk.database.db
      .selectFrom("interview")
      .select("status")
      .where("fairId", "=", fair.id)
      .orderBy("startsAt")
      .execute()
  ).map(({ status }) => status);
const kinds = async (ctx: RequestContext) => (await listNotices(ctx)).map(({ kind }) => kind);
const until = (world: World, minutes: number) => ({ closesAt: desk.minutesIn(world, minutes) });

describe("before a change of an announced fair", () => {
  test("its counts are told and nothing changes, until the caller confirms them", async () => {
    const { world, people } = await booked();
    const { id, rev, closesAt } = await getFair(desk.union, { id: world.fair.id });
    await ticketFor(desk.services, world.hall);
    const asked = await refusal(updateFair(desk.union, { id, ifRev: rev, patch: until(world, 20) }));
    expect(asked.code).toBe("FAIR_UNCONFIRMED");
    const counts = { change: "shorten", enterprises: 1, waiting: 0, codes: 3, printed: 1, interviews: 1 };
    expect(asked.detail.facts).toEqual({ ...counts, rev });
    expect(await getFair(desk.union, { id })).toMatchObject({ rev, closesAt });
    expect(await statuses(world)).toEqual(["booked", "booked"]);
    const confirm = { change: "shorten", enterprises: 1, codes: 3, interviews: 1 } as const;
    await updateFair(desk.union, { id, ifRev: rev, patch: until(world, 20), confirm });
    await interviewUpkeep(desk.services);
    expect(await statuses(world)).toEqual(["booked", "cancelled"]);
    expect(await Promise.all(people.map(({ ctx }) => kinds(ctx)))).toEqual([
      expect.not.arrayContaining(["interviewCancelled"]),
      expect.arrayContaining(["interviewCancelled", "ticketFairMoved"]),
    ]);
    expect((await getMyFair(people[1]?.ctx ?? desk.union, id)).wishes).toMatchObject([{ state: "noSlot" }]);
    await desk.back();
  });

  test("each kind of change has its name; a draft and other fields ask nothing", async () => {
    const { world } = await booked();
    const { id, opensAt, closesAt, venues } = world.fair;
    const kindOf = async (patch: Parameters<typeof updateFair>[1]["patch"]) =>
      (await refusal(updateFair(desk.union, { id, patch }))).detail.facts?.change;
    const later = (at: string) => new Date(Date.parse(at) + 86_400_000).toISOString();
    expect(await kindOf({ closesAt: later(closesAt) })).toBe("extend");
    expect(await kindOf({ opensAt: later(opensAt), closesAt: later(closesAt) })).toBe("move");
    const halls = venues.map(({ id: hall, city }, n) =>
      venueInput({ id: hall, city, name: `新馆 ${n}`, ...(n ? { boothRows: 1, boothColumns: 2 } : {}) }),
    );
    expect(await kindOf({ venues: halls })).toBe("move");
    await desk.database.travel("2 hours");
    expect(await kindOf({ closesAt: await hoursAhead(desk.union, -0.001) })).toBe("end");
    await updateFair(desk.union, { id, patch: { title: "改名", intro: "新介绍" } });
    await desk.database.travel("-2 hours");
    const asked = await refusal(cancelFair(desk.union, { id, action: "cancel", reason: "停电" }));
    expect(asked.detail.facts).toMatchObject({ change: "cancel", interviews: 2 });
    const draft = await draftFair(desk.union);
    await updateFair(desk.union, { id: draft.id, patch: { closesAt: later(draft.closesAt) } });
    expect((await cancelFair(desk.union, { id: draft.id, action: "cancel", reason: "不办" })).phase).toBe(
      "cancelled",
    );
    await desk.back();
  });

  test("a confirmation of another change is none; one of larger counts is enough", async () => {
    const { world } = await booked();
    const { id } = world.fair;
    const confirm = { enterprises: 9, codes: 9, interviews: 9 };
    const end = { id, patch: until(world, 20), confirm: { ...confirm, change: "move" as const } };
    expect(await code(updateFair(desk.union, end))).toBe("FAIR_UNCONFIRMED");
    await updateFair(desk.union, { ...end, confirm: { ...confirm, change: "shorten" } });
    await desk.back();
  });
});

describe("an interview is booked between question and confirmation", () => {
  const seen = { change: "shorten", enterprises: 1, codes: 1, interviews: 0 } as const;
  /** Creates a fair with a free slot outside of its first 20 minutes, and a person with a ticket. */
  async function unbooked() {
    const world = await desk.build(1);
    await desk.slots(world, 2, { recruiter: 1 });
    const [one] = await desk.people(world, 1);
    if (!one) throw new Error("nobody");
    const slot = await desk.database.db
      .selectFrom("interviewSlot")
      .select("id")
      .where("fairId", "=", world.fair.id)
      .orderBy("startsAt", "desc")
      .executeTakeFirstOrThrow();
    const interview = {
      id: desk.services.ids.uuid(),
      slotId: slot.id,
      seat: 1,
      personId: one.ctx.actor.accountId,
      ticketId: one.ticketId,
      accountId: one.ctx.actor.accountId,
      postingId: world.first.posting.id,
      remote: false,
    };
    return { world, id: world.fair.id, interview };
  }

  test("the counts are told anew, and nothing changes", async () => {
    const { world, id, interview } = await unbooked();
    const asked = unconfirmedOf(await refusal(updateFair(desk.union, { id, patch: until(world, 20) })));
    expect(asked).toMatchObject(seen);
    await desk.database.db.transaction().execute((tx) => insertInterviews(tx, id, [interview]));
    const again = await refusal(updateFair(desk.union, { id, patch: until(world, 20), confirm: seen }));
    expect(unconfirmedOf(again)).toMatchObject({ ...seen, interviews: 1 });
    await fairUpkeep(desk.services);
    expect(await statuses(world)).toEqual(["booked"]);
  });

  test("so they are if the booking has not committed yet when the confirmation arrives", async () => {
    const { world, id, interview } = await unbooked();
    let answer: Promise<unknown> = Promise.resolve();
    await desk.database.db.transaction().execute(async (tx) => {
      await insertInterviews(tx, id, [interview]);
      answer = refusal(updateFair(desk.union, { id, patch: until(world, 20), confirm: seen }));
      await untilBlocked(desk.database.db);
    });
    expect(unconfirmedOf(await answer)).toMatchObject({ ...seen, interviews: 1 });
    expect(await statuses(world)).toEqual(["booked"]);
  });

  test("twin: without the fair's lock the count misses the booking", async () => {
    const { world, id, interview } = await unbooked();
    const hours = { opensAt: new Date(world.fair.opensAt), closesAt: new Date(until(world, 20).closesAt) };
    const { db } = desk.database;
    await db.transaction().execute(async (tx) => {
      await insertInterviews(tx, id, [interview]);
      const counted = await db.transaction().execute((other) => countTouched(other, id, hours));
      expect(counted.interviews).toBe(0);
    });
    await db.transaction().execute(async (tx) => {
      await lockFair(tx, id);
      expect((await countTouched(tx, id, hours)).interviews).toBe(1);
    });
  });

  test("twin: without the question, the booking is cancelled and nobody was asked", async () => {
    const { world, id, interview } = await unbooked();
    await desk.database.db.transaction().execute((tx) => insertInterviews(tx, id, [interview]));
    await desk.database.db.transaction().execute(async (tx) => {
      await lockFair(tx, id);
      await writeFair(tx, id, { closesAt: new Date(until(world, 20).closesAt) });
    });
    await interviewUpkeep(desk.services);
    expect(await statuses(world)).toEqual(["cancelled"]);
  });
});

describe("after the end", () => {
  test("an ended fair cancels its interviews and tells their people", async () => {
    const { world, people } = await booked();
    const [, second] = people;
    await desk.database.travel("2 hours");
    await updateConfirmed(desk.union, {
      id: world.fair.id,
      patch: { closesAt: await hoursAhead(desk.union, -0.001) },
    });
    await fairUpkeep(desk.services);
    expect(await statuses(world)).toEqual(["cancelled", "cancelled"]);
    expect(await kinds(second?.ctx ?? desk.union)).toEqual(
      expect.arrayContaining(["interviewCancelled", "ticketFairEnded"]),
    );
    expect(await kinds(world.first.member)).toContain("fairEnded");
    const { wishes, interviews } = await getMyFair(second?.ctx ?? desk.union, world.fair.id);
    expect([wishes.map(({ state }) => state), interviews]).toEqual([["noSlot"], []]);
    await desk.database.travel("-2 hours");
    await desk.back();
  });

  test("waiting, offered and undecided registrations are closed and told; their booths are free", async () => {
    const { services, union, database } = desk;
    const { fair } = await publishedFair(services, union, {
      exhibitors: 1,
      venues: [venueInput({ boothRows: 1, boothColumns: 2 })],
    });
    const line = [];
    for (let n = 0; n < 3; n += 1) line.push(await recommended(services, union, fair.id));
    const [offered, waits, open] = line.map(({ registration }) => registration.id);
    await sql`update fair_registration set status = 'waitlisted', waitlisted_at = app.now()
      where id in (${offered}, ${waits})`.execute(database.db);
    expect(await promoteWaiting(union, fair.id)).toBe(1);
    const stateOf = async () => {
      const { items } = await listRegistrations(union, { as: "host", fairId: fair.id, limit: 20 });
      return items.map(({ status, booth }) => [status, booth !== null]);
    };
    expect((await stateOf()).map(([status]) => status).sort()).toEqual([
      "approved",
      "offered",
      "recommended",
      "waitlisted",
    ]);
    await database.travel("10 days 7 hours");
    await fairUpkeep(services);
    await drainAll(services);
    expect((await stateOf()).sort()).toEqual([
      ["approved", true],
      ["closed", false],
      ["closed", false],
      ["closed", false],
    ]);
    for (const { member } of line) expect(await kinds(member)).toContain("fairClosed");
    expect(await kinds(line[0]?.member ?? union)).not.toContain("fairOfferLapsed");
    expect([offered, waits, open].every(Boolean)).toBe(true);
    expect(await placementUpkeep(services)).toEqual({ changed: 0, offered: 0 });
    await database.travel("-10 days -7 hours");
  });

  test("nothing is offered at a fair that is over", async () => {
    const { services, union, database } = desk;
    const fair = await announcedFair(union);
    const { registration } = await recommended(services, union, fair.id);
    await sql`update fair_registration set status = 'waitlisted', waitlisted_at = app.now()
      where id = ${registration.id}`.execute(database.db);
    await database.travel("10 days 7 hours");
    expect(await promoteWaiting(union, fair.id)).toBe(0);
    await database.travel("-10 days -7 hours");
  });

  test("a ticket that still waits has no place any more, and its holder is told once", async () => {
    const { services, union, database } = desk;
    const { fair } = await publishedFair(services, union, { venues: [venueInput({ capacity: 1 })] });
    const two = [await person(services), await person(services)];
    const tickets = [];
    for (const ctx of two) tickets.push((await takeTicket(ctx, { fairId: fair.id })).ticket);
    expect(tickets.map(({ state, place }) => [state, place])).toEqual([
      ["valid", null],
      ["waiting", 1],
    ]);
    await database.travel("10 days 7 hours");
    await fairUpkeep(services);
    await fairUpkeep(services);
    const told = await Promise.all(two.map(kinds));
    expect(told.map((all) => all.filter((kind) => kind === "ticketWaitOver").length)).toEqual([0, 1]);
    const [, late] = two;
    const again = await takeTicket(late ?? union, { fairId: fair.id });
    expect(again.ticket).toMatchObject({ state: "over", place: null });
    await database.travel("-10 days -7 hours");
  });
});

describe("an offer", () => {
  const at = (hours: number) => new Date(Date.UTC(2026, 0, 1, 0) + hours * 3_600_000);

  test("ends after its hours, at the opening, or an hour from now, but never after the fair's close", () => {
    const fair = { offerHours: 24, opensAt: at(50), closesAt: at(56) };
    expect(offerEnd(at(0), fair)).toEqual(at(24));
    expect(offerEnd(at(40), fair)).toEqual(at(50));
    expect(offerEnd(at(52), fair)).toEqual(at(53));
    expect(offerEnd(at(55.5), fair)).toEqual(at(56));
  });

  test("that is open when the fair is shortened ends at the new close", async () => {
    const { services, union, database } = desk;
    const fair = await announcedFair(union, { opensAt: await hoursAhead(union, 200), offerHours: 168 });
    const { registration } = await recommended(services, union, fair.id);
    await sql`update fair_registration set status = 'waitlisted', waitlisted_at = app.now()
      where id = ${registration.id}`.execute(database.db);
    await database.travel("168 hours");
    expect(await promoteWaiting(union, fair.id)).toBe(1);
    await database.travel("31 hours 50 minutes");
    await sql`update fair_registration set offer_ends_at = app.now() + interval '1 hour'
      where id = ${registration.id}`.execute(database.db);
    const closesAt = new Date(Date.parse(fair.opensAt) + 10 * 60_000).toISOString();
    await updateConfirmed(union, { id: fair.id, patch: { closesAt } });
    expect((await getRegistration(union, registration.id)).offerEndsAt).toBe(closesAt);
    await database.travel("-199 hours -50 minutes");
  });

  test("at a cancelled fair is closed without a second notice", async () => {
    const { services, union } = desk;
    const fair = await announcedFair(union);
    const { registration, member } = await recommended(services, union, fair.id);
    await cancelConfirmed(union, { id: fair.id, action: "cancel", reason: "暴雨" });
    await fairUpkeep(services);
    await drainAll(services);
    expect((await getRegistration(union, registration.id)).status).toBe("closed");
    expect((await kinds(member)).filter((kind) => kind.startsWith("fair"))).toEqual(["fairCancelled"]);
  });
});
