import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  boothInterviews,
  callNext,
  checkIn,
  closeSlots,
  interviewUpkeep,
  joinQueue,
  planInterviews,
  setMeeting,
  setWishes,
  takeTicket,
  withdrawRegistration,
} from "../../../src/fairs/index.ts";
import { insertInterviews, type NewInterview } from "../../../src/fairs/interviews/store/interviews.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import { person } from "../../factories/actors.ts";
import { type Holder, holder } from "../../factories/booth-desk.ts";
import { FIRST } from "../../factories/cities.ts";
import { code, fields } from "../../support/refusals.ts";
import { openFairs } from "./world.ts";

let desk: Awaited<ReturnType<typeof openFairs>>;
beforeAll(async () => {
  desk = await openFairs();
});
afterAll(() => desk.database.drop());

describe("slots and wishes", () => {
  test("a recruiter's slots do not overlap, lie within the fair, and may be deleted while free", async () => {
    const world = await desk.build();
    expect(await desk.slots(world, 4)).toEqual({ slots: 4 });
    expect(await fields(desk.slots(world, 2))).toEqual(["from:OVERLAPS"]);
    expect(await desk.slots(world, 2, { recruiter: 2, capacity: 5 })).toEqual({ slots: 2 });
    expect(await fields(desk.slots(world, 2, { recruiter: 3 }))).toEqual(["recruiter:TOO_BIG"]);
    expect(await fields(desk.slots(world, 100, { recruiter: 2 }))).toEqual(["to:OUTSIDE_FAIR"]);
    expect(await closeSlots(world.first.member, { ...desk.booth(world), recruiter: 1 })).toEqual({
      slots: 4,
    });
  });

  test("wishes need a ticket, name a booth's postings, and are one per enterprise", async () => {
    const world = await desk.build(2);
    const [seeker] = await desk.people(world, 1);
    if (!seeker) throw new Error("nobody");
    await desk.wish(world, seeker, 1, 0);
    expect((await desk.day(world, seeker)).wishes.map(({ posting, rank }) => [rank, posting])).toHaveLength(
      2,
    );
    const fairId = world.fair.id;
    const same = setWishes(seeker.ctx, {
      fairId,
      postingIds: [world.first.posting.id, world.first.posting.id],
    });
    expect(await fields(same)).toEqual(["postingIds:SAME_ENTERPRISE"]);
    expect(await fields(setWishes(seeker.ctx, { fairId, postingIds: [fairId] }))).toEqual([
      "postingIds:INVALID_VALUE",
    ]);
    const nobody = await holder(desk.services, (await desk.build()).hall);
    expect(await code(setWishes(nobody.ctx, { fairId, postingIds: [] }))).toBe("TICKET_REQUIRED");
  });

  test("the meeting room is a public https address", async () => {
    const world = await desk.build();
    for (const url of [
      "http://meeting.example.cn",
      "https://10.0.0.1/x",
      "https://localhost/x",
      "https://a.internal/x",
      "x",
    ])
      expect(await fields(setMeeting(world.first.member, { ...desk.booth(world), url }))).toEqual([
        "url:NOT_HTTPS",
      ]);
    await setMeeting(world.first.member, { ...desk.booth(world), url: "https://meeting.tencent.com/dm/abc" });
    expect((await boothInterviews(world.first.member, world.first.registrationId)).meetingUrl).toContain(
      "tencent",
    );
  });
});

describe("timetable", () => {
  test("is solved once registration closes; notifies each person; a repeat changes nothing", async () => {
    const world = await desk.build(2);
    await desk.slots(world, 2);
    await desk.slots(world, 3, { booth: 1 });
    const all = await desk.people(world, 4);
    for (const one of all) await desk.wish(world, one, 0, 1);
    expect((await interviewUpkeep(desk.services)).booked).toBe(0);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(5);
    const days = await Promise.all(all.map((one) => desk.day(world, one)));
    expect(days.every(({ interviews }) => interviews.length >= 1)).toBe(true);
    for (const { interviews } of days)
      for (const [a, b] of interviews.slice(1).map((one, n) => [interviews[n], one] as const))
        expect(Date.parse(b.startsAt) - Date.parse(a?.endsAt ?? "")).toBeGreaterThanOrEqual(3 * 60_000);
    expect(days[0]?.queue[0]).toMatchObject({ kind: "booked", status: "waiting" });
    expect((await listNotices(all[0]?.ctx ?? desk.union)).map(({ kind }) => kind)).toContain(
      "interviewBooked",
    );
    expect((await interviewUpkeep(desk.services)).booked).toBe(0);
    await desk.back();
  });

  test("a person not in the hall ten minutes before loses the time; a silent gate takes nothing from anybody", async () => {
    const world = await desk.build();
    await desk.slots(world, 2);
    const three = await desk.people(world, 3);
    for (const one of three) await desk.wish(world, one, 0);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(2);
    const timeOf = async (one: Holder) => (await desk.day(world, one)).interviews.at(-1)?.startsAt;
    const booked = await Promise.all(three.map(async (one) => ({ one, at: await timeOf(one) })));
    const first = booked.find(({ at }) => at === desk.minutesIn(world, 0))?.one;
    const third = booked.find(({ at }) => at === undefined)?.one;
    if (!first || !third) throw new Error("nobody");
    const place = { fairId: world.fair.id, venueId: world.hall.venueId, gate: "1" };
    const enter = async (id: string) => {
      const scan = {
        id: desk.union.ids.uuid(),
        code: id,
        direction: "in" as const,
        deviceAt: null,
        claimed: null,
      };
      return (await checkIn(desk.union, { ...place, scans: [scan] })).items[0]?.outcome;
    };
    // The first person enters a quarter of an hour before the fair opens.
    await desk.database.travel("1 hour 45 minutes");
    expect(await enter(first.code)).toBe("admitted");
    await desk.database.travel("5 minutes");
    expect((await interviewUpkeep(desk.services)).noShows).toBe(0);
    // Nine minutes before the second slot, the gate has sent no scan for 20 minutes, so nobody loses an
    // interview.
    await desk.database.travel("15 minutes");
    expect((await interviewUpkeep(desk.services)).noShows).toBe(0);
    expect(await enter(third.code)).toBe("admitted");
    expect(await interviewUpkeep(desk.services)).toEqual({ noShows: 1, booked: 1, reminded: 0 });
    expect(await timeOf(third)).toBe(desk.minutesIn(world, 15));
    const { interviews } = await boothInterviews(world.first.member, world.first.registrationId);
    expect(interviews.map(({ status }) => status).sort()).toEqual(["booked", "booked", "noShow"]);
    expect((await interviewUpkeep(desk.services)).noShows).toBe(0);
    await desk.database.travel("-2 hours -5 minutes");
    await desk.back();
  });

  test("a person who does not come ten minutes after the call loses the turn; the rest is solved around the others", async () => {
    const world = await desk.build();
    await desk.slots(world, 2);
    const [a, b] = await desk.people(world, 2);
    if (!a || !b) throw new Error("nobody");
    await desk.wish(world, a, 0);
    await desk.wish(world, b, 0);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(2);
    const late = await holder(desk.services, world.hall);
    await desk.wish(world, late, 0);
    expect((await interviewUpkeep(desk.services)).booked).toBe(0);
    await desk.slots(world, 1, { recruiter: 2 });
    await desk.database.travel("2 hours");
    expect(await callNext(world.first.member, { ...desk.booth(world), recruiter: 1 })).toEqual({
      called: [1],
    });
    expect(await code(callNext(world.first.member, { ...desk.booth(world), recruiter: 1 }))).toBe(
      "QUEUE_STATE",
    );
    await desk.database.travel("9 minutes");
    expect((await interviewUpkeep(desk.services)).noShows).toBe(0);
    const standing = await boothInterviews(world.first.member, world.first.registrationId);
    await desk.database.travel("2 minutes");
    expect((await interviewUpkeep(desk.services)).noShows).toBe(1);
    const now = await boothInterviews(world.first.member, world.first.registrationId);
    const statuses = (of: typeof now) => of.interviews.map(({ status }) => status);
    expect([statuses(standing), statuses(now)]).toEqual([
      ["booked", "booked"],
      ["noShow", "booked"],
    ]);
    expect(now.interviews[1]?.startsAt).toBe(standing.interviews[1]?.startsAt);
    const plan = await sql<{ behind: boolean }>`
      select asked > solved as behind from interview_plan where fair_id = ${world.fair.id}`.execute(
      desk.database.db,
    );
    expect(plan.rows).toEqual([{ behind: false }]);
    await desk.database.travel("-2 hours -11 minutes");
    await desk.back();
  });

  test("a seeker of another city meets online; only the booked person sees the meeting room", async () => {
    const world = await desk.build();
    const far = world.fair.venues.find(({ id }) => id !== world.hall.venueId)?.id ?? "";
    const seeker = await holder(desk.services, { fairId: world.fair.id, venueId: far });
    await desk.slots(world, 2);
    await desk.wish(world, seeker, 0);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(0);
    const url = "https://meeting.tencent.com/dm/abc";
    await setMeeting(world.first.member, { ...desk.booth(world), url });
    expect((await interviewUpkeep(desk.services)).booked).toBe(1);
    expect((await desk.day(world, seeker)).interviews).toMatchObject([{ remote: true, meetingUrl: url }]);
    await desk.back();
  });

  test("an online participant meets and queues online only", async () => {
    const world = await desk.build(2);
    await desk.slots(world, 2);
    await desk.slots(world, 2, { booth: 1 });
    const ctx = await person(desk.services, { agreement: FIRST.slug });
    await takeTicket(ctx, { fairId: world.fair.id, online: true });
    await setMeeting(world.first.member, { ...desk.booth(world), url: "https://meeting.tencent.com/dm/abc" });
    const far = { ctx, ticketId: "", code: "" };
    await desk.wish(world, far, 0, 1);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(1);
    expect((await desk.day(world, far)).interviews).toMatchObject([
      {
        remote: true,
        enterprise: world.first.enterprise.name,
        meetingUrl: "https://meeting.tencent.com/dm/abc",
      },
    ]);
    await desk.database.travel("2 hours");
    const [, second] = world.booths;
    const join = (registrationId = "") => joinQueue(ctx, { fairId: world.fair.id, registrationId });
    expect(await fields(join(second?.registrationId))).toEqual(["registrationId:NO_ROOM"]);
    expect(await join(world.first.registrationId)).toMatchObject({ number: 1 });
    await desk.database.travel("-2 hours");
    await desk.back();
  });

  test("an interview without its wish is given back", async () => {
    const world = await desk.build();
    await desk.slots(world, 1);
    const [seeker] = await desk.people(world, 1);
    if (!seeker) throw new Error("nobody");
    await desk.wish(world, seeker, 0);
    await desk.closeRegistration();
    await interviewUpkeep(desk.services);
    expect((await desk.day(world, seeker)).interviews).toHaveLength(1);
    await desk.wish(world, seeker);
    expect(await desk.day(world, seeker)).toMatchObject({ interviews: [], queue: [] });
    await desk.back();
  });

  test("interviews end with a returned ticket, a withdrawn booth, a finished fair", async () => {
    const world = await desk.build(2);
    await desk.slots(world, 3);
    await desk.slots(world, 3, { booth: 1 });
    const [a, b, c] = await desk.people(world, 3);
    if (!a || !b || !c) throw new Error("nobody");
    await desk.wish(world, a, 0);
    await desk.wish(world, b, 1);
    await desk.wish(world, c, 0);
    await desk.closeRegistration();
    await interviewUpkeep(desk.services);
    await sql`update fair_ticket set status = 'cancelled' where id = ${a.ticketId}`.execute(desk.database.db);
    const [, second] = world.booths;
    await withdrawRegistration(second?.member ?? desk.union, { id: second?.registrationId ?? "" });
    await interviewUpkeep(desk.services);
    const left = await Promise.all([a, b, c].map((one) => desk.day(world, one)));
    expect(left.map(({ interviews, queue }) => [interviews.length, queue.length])).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    await desk.database.travel("9 hours");
    await interviewUpkeep(desk.services);
    expect((await desk.day(world, c)).queue).toEqual([]);
    await desk.database.travel("-9 hours");
    await desk.back();
  });

  test("two concurrent solvers book each wish once", async () => {
    const world = await desk.build(2);
    await desk.slots(world, 6);
    await desk.slots(world, 6, { booth: 1 });
    for (const one of await desk.people(world, 6)) await desk.wish(world, one, 0, 1);
    await desk.closeRegistration();
    const booked = await Promise.all(
      Array.from({ length: 6 }, () => planInterviews(desk.services, world.fair.id)),
    );
    expect(booked.filter((n) => n > 0)).toEqual([12]);
    await desk.back();
  });
});

describe("database constraints", () => {
  /**
   * Writes concurrently, each row in its own transaction: two interviews of one person at one time, then two
   * people into one seat. Returns the number of rows that were inserted in each case.
   */
  async function storm(): Promise<{ atOnce: number; inSeat: number }> {
    const world = await desk.build(2);
    await desk.slots(world, 1);
    await desk.slots(world, 1, { booth: 1 });
    const ids = await Promise.all(
      world.booths.map(
        async ({ member, registrationId }) => (await boothInterviews(member, registrationId)).slots[0]?.id,
      ),
    );
    const [a, b] = await desk.people(world, 2);
    if (!a || !b) throw new Error("nobody");
    const row = (one: Holder, n: number): NewInterview => ({
      id: desk.services.ids.uuid(),
      slotId: ids[n] ?? "",
      seat: 1,
      personId: one.ctx.actor.accountId,
      ticketId: one.ticketId,
      accountId: one.ctx.actor.accountId,
      postingId: world.booths[n]?.posting.id ?? "",
      remote: false,
    });
    const write = (one: NewInterview) =>
      inTransaction(desk.services, (tx) => insertInterviews(tx, world.fair.id, [one]));
    const count = (all: unknown[][]) => all.flat().length;
    const atOnce = count(await Promise.all([write(row(a, 0)), write(row(a, 1))]));
    await sql`delete from interview where fair_id = ${world.fair.id}`.execute(desk.database.db);
    const inSeat = count(await Promise.all([write(row(a, 0)), write(row(b, 0))]));
    return { atOnce, inSeat };
  }

  test("put nobody in two places and no two people into one seat under concurrent writes", async () => {
    expect(await storm()).toEqual({ atOnce: 1, inSeat: 1 });
  });

  test("twin: without the constraints both happen", async () => {
    const own = desk;
    desk = await openFairs();
    try {
      await sql`alter table interview drop constraint interview_person; drop index interview_seat`.execute(
        desk.database.db,
      );
      expect(await storm()).toEqual({ atOnce: 2, inSeat: 2 });
    } finally {
      await desk.database.drop();
      desk = own;
    }
  });
});
