import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../../../src/core/store.ts";
import {
  addWalkIn,
  boothInterviews,
  callNext,
  closeSlots,
  getMyFair,
  hallQueue,
  joinQueue,
  leaveQueue,
  moveEntry,
  openSlots,
  planInterviews,
  scanAtBooth,
  setMeeting,
  setWishes,
  tendInterviews,
  withdrawRegistration,
} from "../../../../src/fairs/index.ts";
import { insertInterviews, type NewInterview } from "../../../../src/fairs/store/interviews.ts";
import { listNotices } from "../../../../src/notifications/index.ts";
import { visitor } from "../../../factories/actors.ts";
import { fairWithBooths, type Holder, holder, ticketFor } from "../../../factories/booth-desk.ts";
import { FIRST } from "../../../factories/cities.ts";
import { openDesk } from "../../../factories/desk.ts";
import { code, fields } from "../../../support/refusals.ts";

let desk: Awaited<ReturnType<typeof openDesk>>;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.database.drop());

type World = Awaited<ReturnType<typeof fairWithBooths>>;
const build = (exhibitors = 1): Promise<World> => fairWithBooths(desk.services, desk.union, exhibitors);
const minutesIn = (world: World, minutes: number) =>
  new Date(Date.parse(world.fair.opensAt) + minutes * 60_000).toISOString();
const slots = (
  world: World,
  count: number,
  more: { booth?: number; recruiter?: number; capacity?: number } = {},
) => {
  const booth = world.booths[more.booth ?? 0] ?? world.first;
  return openSlots(booth.member, {
    registrationId: booth.registrationId,
    recruiter: more.recruiter ?? 1,
    from: minutesIn(world, 0),
    to: minutesIn(world, count * 15),
    minutes: 15,
    capacity: more.capacity ?? 1,
  });
};
const people = async (world: World, count: number): Promise<Holder[]> => {
  const all: Holder[] = [];
  for (let n = 0; n < count; n += 1) all.push(await holder(desk.services, world.hall));
  return all;
};
const wish = (world: World, { ctx }: Holder, ...booths: number[]) =>
  setWishes(ctx, {
    fairId: world.fair.id,
    postingIds: booths.map((n) => world.booths[n]?.posting.id ?? ""),
  });
const day = (world: World, { ctx }: Holder) => getMyFair(ctx, world.fair.id);
const booth = (world: World) => ({ registrationId: world.first.registrationId });
/** Once the registration is over, timetables are solved. */
const closeRegistration = () => desk.database.travel("1 hour 1 minute");
const back = () => desk.database.travel("-1 hour -1 minute");

describe("slots and wishes", () => {
  test("a recruiter's slots do not overlap, lie in the fair, and go again while nobody has them", async () => {
    const world = await build();
    expect(await slots(world, 4)).toEqual({ slots: 4 });
    expect(await fields(slots(world, 2))).toEqual(["from:OVERLAPS"]);
    expect(await slots(world, 2, { recruiter: 2, capacity: 5 })).toEqual({ slots: 2 });
    expect(await fields(slots(world, 2, { recruiter: 3 }))).toEqual(["recruiter:TOO_BIG"]);
    expect(await fields(slots(world, 100, { recruiter: 2 }))).toEqual(["to:OUTSIDE_FAIR"]);
    expect(await closeSlots(world.first.member, { ...booth(world), recruiter: 1 })).toEqual({ slots: 4 });
  });

  test("wishes need a code, name what a booth brings, and are one an enterprise", async () => {
    const world = await build(2);
    const [seeker] = await people(world, 1);
    if (!seeker) throw new Error("nobody");
    await wish(world, seeker, 1, 0);
    expect((await day(world, seeker)).wishes.map(({ posting, rank }) => [rank, posting])).toHaveLength(2);
    const fairId = world.fair.id;
    const same = setWishes(seeker.ctx, {
      fairId,
      postingIds: [world.first.posting.id, world.first.posting.id],
    });
    expect(await fields(same)).toEqual(["postingIds:SAME_ENTERPRISE"]);
    expect(await fields(setWishes(seeker.ctx, { fairId, postingIds: [fairId] }))).toEqual([
      "postingIds:INVALID_VALUE",
    ]);
    const nobody = await holder(desk.services, (await build()).hall);
    expect(await code(setWishes(nobody.ctx, { fairId, postingIds: [] }))).toBe("TICKET_REQUIRED");
  });

  test("the meeting room is a public https address", async () => {
    const world = await build();
    for (const url of [
      "http://meeting.example.cn",
      "https://10.0.0.1/x",
      "https://localhost/x",
      "https://a.internal/x",
      "x",
    ])
      expect(await fields(setMeeting(world.first.member, { ...booth(world), url }))).toEqual([
        "url:NOT_HTTPS",
      ]);
    await setMeeting(world.first.member, { ...booth(world), url: "https://meeting.tencent.com/dm/abc" });
    expect((await boothInterviews(world.first.member, world.first.registrationId)).meetingUrl).toContain(
      "tencent",
    );
  });
});

describe("the timetable", () => {
  test("is solved once registration is over; each person is told; nothing changes when asked again", async () => {
    const world = await build(2);
    await slots(world, 2);
    await slots(world, 3, { booth: 1 });
    const all = await people(world, 4);
    for (const one of all) await wish(world, one, 0, 1);
    expect((await tendInterviews(desk.services)).booked).toBe(0);
    await closeRegistration();
    expect((await tendInterviews(desk.services)).booked).toBe(5);
    const days = await Promise.all(all.map((one) => day(world, one)));
    expect(days.every(({ interviews }) => interviews.length >= 1)).toBe(true);
    for (const { interviews } of days)
      for (const [a, b] of interviews.slice(1).map((one, n) => [interviews[n], one] as const))
        expect(Date.parse(b.startsAt) - Date.parse(a?.endsAt ?? "")).toBeGreaterThanOrEqual(3 * 60_000);
    expect(days[0]?.queue[0]).toMatchObject({ kind: "booked", status: "waiting" });
    expect((await listNotices(all[0]?.ctx ?? desk.union)).map(({ kind }) => kind)).toContain(
      "interviewBooked",
    );
    expect((await tendInterviews(desk.services)).booked).toBe(0);
    await back();
  });

  test("who does not come ten minutes after the call loses the turn; the rest is solved again around what stands", async () => {
    const world = await build();
    await slots(world, 2);
    const [a, b] = await people(world, 2);
    if (!a || !b) throw new Error("nobody");
    await wish(world, a, 0);
    await wish(world, b, 0);
    await closeRegistration();
    expect((await tendInterviews(desk.services)).booked).toBe(2);
    const late = await holder(desk.services, world.hall);
    await wish(world, late, 0);
    expect((await tendInterviews(desk.services)).booked).toBe(0);
    await slots(world, 1, { recruiter: 2 });
    await desk.database.travel("2 hours");
    expect(await callNext(world.first.member, { ...booth(world), recruiter: 1 })).toEqual({ called: [1] });
    expect(await code(callNext(world.first.member, { ...booth(world), recruiter: 1 }))).toBe("QUEUE_STATE");
    await desk.database.travel("9 minutes");
    expect((await tendInterviews(desk.services)).noShows).toBe(0);
    const standing = await boothInterviews(world.first.member, world.first.registrationId);
    await desk.database.travel("2 minutes");
    expect((await tendInterviews(desk.services)).noShows).toBe(1);
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
    await back();
  });

  test("a seeker of another city talks over the meeting room, which is shown to who is booked", async () => {
    const world = await build();
    const far = world.fair.venues.find(({ id }) => id !== world.hall.venueId)?.id ?? "";
    const seeker = await holder(desk.services, { fairId: world.fair.id, venueId: far });
    await slots(world, 2);
    await wish(world, seeker, 0);
    await closeRegistration();
    expect((await tendInterviews(desk.services)).booked).toBe(0);
    const url = "https://meeting.tencent.com/dm/abc";
    await setMeeting(world.first.member, { ...booth(world), url });
    expect((await tendInterviews(desk.services)).booked).toBe(1);
    expect((await day(world, seeker)).interviews).toMatchObject([{ remote: true, meetingUrl: url }]);
    await back();
  });

  test("an interview with an enterprise that is not wished for any more is given back", async () => {
    const world = await build();
    await slots(world, 1);
    const [seeker] = await people(world, 1);
    if (!seeker) throw new Error("nobody");
    await wish(world, seeker, 0);
    await closeRegistration();
    await tendInterviews(desk.services);
    expect((await day(world, seeker)).interviews).toHaveLength(1);
    await wish(world, seeker);
    expect(await day(world, seeker)).toMatchObject({ interviews: [], queue: [] });
    await back();
  });

  test("what has lost its ground ends: a code given back, a booth withdrawn, a fair that is over", async () => {
    const world = await build(2);
    await slots(world, 3);
    await slots(world, 3, { booth: 1 });
    const [a, b, c] = await people(world, 3);
    if (!a || !b || !c) throw new Error("nobody");
    await wish(world, a, 0);
    await wish(world, b, 1);
    await wish(world, c, 0);
    await closeRegistration();
    await tendInterviews(desk.services);
    await sql`update fair_ticket set status = 'cancelled' where id = ${a.ticketId}`.execute(desk.database.db);
    const [, second] = world.booths;
    await withdrawRegistration(second?.member ?? desk.union, { id: second?.registrationId ?? "" });
    await tendInterviews(desk.services);
    const left = await Promise.all([a, b, c].map((one) => day(world, one)));
    expect(left.map(({ interviews, queue }) => [interviews.length, queue.length])).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
    await desk.database.travel("9 hours");
    await tendInterviews(desk.services);
    expect((await day(world, c)).queue).toEqual([]);
    await desk.database.travel("-9 hours");
    await back();
  });

  test("two solvers at once book each wish once", async () => {
    const world = await build(2);
    await slots(world, 6);
    await slots(world, 6, { booth: 1 });
    for (const one of await people(world, 6)) await wish(world, one, 0, 1);
    await closeRegistration();
    const booked = await Promise.all(
      Array.from({ length: 6 }, () => planInterviews(desk.services, world.fair.id)),
    );
    expect(booked.filter((n) => n > 0)).toEqual([12]);
    await back();
  });
});

describe("the database itself", () => {
  /** Two writers that know nothing of each other give one person two interviews at a time, and one seat to two people. */
  async function storm(): Promise<{ atOnce: number; inSeat: number }> {
    const world = await build(2);
    await slots(world, 1);
    await slots(world, 1, { booth: 1 });
    const ids = await Promise.all(
      world.booths.map(
        async ({ member, registrationId }) => (await boothInterviews(member, registrationId)).slots[0]?.id,
      ),
    );
    const [a, b] = await people(world, 2);
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

  test("puts nobody in two places and no two into one seat, whoever writes at once", async () => {
    expect(await storm()).toEqual({ atOnce: 1, inSeat: 1 });
  });

  test("twin: without its constraints both happen", async () => {
    const own = desk;
    desk = await openDesk();
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

describe("the queue", () => {
  const opened = async (world: World) => {
    await desk.database.travel("3 hours 1 minute");
    return {
      next: (recruiter = 1) => callNext(world.first.member, { ...booth(world), recruiter }),
      join: (one: Holder) => joinQueue(one.ctx, { fairId: world.fair.id, ...booth(world) }),
      read: () => boothInterviews(world.first.member, world.first.registrationId),
      close: () => desk.database.travel("-3 hours -1 minute"),
    };
  };

  test("opens with the fair; a number is kept; it is called on the screen and by a notice", async () => {
    const world = await build();
    const [a, b] = await people(world, 2);
    if (!a || !b) throw new Error("nobody");
    expect(await code(joinQueue(a.ctx, { fairId: world.fair.id, ...booth(world) }))).toBe("FAIR_STATE");
    const queue = await opened(world);
    expect([await queue.join(a), await queue.join(a), await queue.join(b)]).toEqual([
      { number: 1 },
      { number: 1 },
      { number: 2 },
    ]);
    expect(await queue.next()).toEqual({ called: [1] });
    const site = { ...visitor(desk.services, FIRST.slug) };
    const shown = await hallQueue(site, world.hall);
    expect(shown.booths.find(({ booth: at }) => at === world.first.booth.code)).toMatchObject({
      called: [1],
      next: [2],
      waiting: 1,
      estimate: { measured: 0 },
    });
    expect(JSON.stringify(shown)).not.toContain("王师傅");
    expect((await listNotices(a.ctx))[0]).toMatchObject({
      kind: "queueCalled",
      subject: { id: world.fair.id },
    });
    const sent = { nonce: desk.services.ids.uuid(), code: a.code, postingId: world.first.posting.id };
    await scanAtBooth(world.first.member, { ...booth(world), ...sent });
    expect((await queue.read()).queue[0]).toMatchObject({ number: 1, status: "serving" });
    expect(await queue.next()).toEqual({ called: [2] });
    await leaveQueue(b.ctx, { fairId: world.fair.id, ...booth(world) });
    expect((await queue.read()).queue).toEqual([]);
    await queue.close();
  });

  test("a booked person goes before who came by once the time has come, not sooner", async () => {
    const world = await build();
    await openSlots(world.first.member, {
      ...booth(world),
      recruiter: 1,
      from: minutesIn(world, 30),
      to: minutesIn(world, 45),
      minutes: 15,
      capacity: 1,
    });
    const [booked, first, second] = await people(world, 3);
    if (!booked || !first || !second) throw new Error("nobody");
    await wish(world, booked, 0);
    await closeRegistration();
    await tendInterviews(desk.services);
    await back();
    const queue = await opened(world);
    await queue.join(first);
    await queue.join(second);
    expect(await queue.next()).toEqual({ called: [2] });
    const [entry] = (await queue.read()).queue.filter(({ status }) => status === "called");
    await moveEntry(world.first.member, { ...booth(world), entryId: entry?.id ?? "", act: "finish" });
    await desk.database.travel("28 minutes");
    expect(await queue.next()).toEqual({ called: [1] });
    await desk.database.travel("-28 minutes");
    await queue.close();
  });

  test("a group is called together; who is elsewhere is left out; a walk-in gets a number by code", async () => {
    const world = await build(2);
    await slots(world, 1, { capacity: 3 });
    const group = await people(world, 3);
    for (const one of group) await wish(world, one, 0);
    await closeRegistration();
    await tendInterviews(desk.services);
    await back();
    const queue = await opened(world);
    const { code: shown } = await ticketFor(desk.services, world.hall);
    expect(await addWalkIn(world.first.member, { ...booth(world), code: shown })).toEqual({ number: 4 });
    const [, other] = world.booths;
    if (!other || !group[0]) throw new Error("one booth only");
    const there = { registrationId: other.registrationId };
    await joinQueue(group[0].ctx, { fairId: world.fair.id, ...there });
    await callNext(other.member, { ...there, recruiter: 1 });
    expect((await queue.next()).called).toHaveLength(2);
    await queue.close();
  });

  test("forty recruiters' taps at once call each number once", async () => {
    const world = await build();
    const all = await people(world, 6);
    const queue = await opened(world);
    for (const one of all) await queue.join(one);
    const taps = Array.from({ length: 40 }, (_, n) => queue.next(1 + (n % 2)));
    const answers = await Promise.allSettled(taps);
    const called = answers.flatMap((one) => (one.status === "fulfilled" ? one.value.called : []));
    expect(called.sort()).toEqual([1, 2]);
    await queue.close();
  });
});
