import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addWalkIn,
  boothInterviews,
  callNext,
  checkIn,
  hallQueue,
  interviewUpkeep,
  joinQueue,
  leaveQueue,
  moveEntry,
  openSlots,
  scanAtBooth,
} from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { visitor } from "../../factories/actors.ts";
import { type Holder, ticketFor } from "../../factories/booth-desk.ts";
import { FIRST } from "../../factories/cities.ts";
import { code, fields } from "../../support/refusals.ts";
import { openFairs, type World } from "./world.ts";

let desk: Awaited<ReturnType<typeof openFairs>>;
beforeAll(async () => {
  desk = await openFairs();
});
afterAll(() => desk.database.drop());

describe("queue", () => {
  const opened = async (world: World) => {
    await desk.database.travel("3 hours 1 minute");
    return {
      next: (recruiter = 1) => callNext(world.first.member, { ...desk.booth(world), recruiter }),
      join: (one: Holder) => joinQueue(one.ctx, { fairId: world.fair.id, ...desk.booth(world) }),
      read: () => boothInterviews(world.first.member, world.first.registrationId),
      close: () => desk.database.travel("-3 hours -1 minute"),
    };
  };

  test("opens with the fair; keeps a number; calls it on the screen and by notice", async () => {
    const world = await desk.build();
    const [a, b] = await desk.people(world, 2);
    if (!a || !b) throw new Error("nobody");
    expect(await code(joinQueue(a.ctx, { fairId: world.fair.id, ...desk.booth(world) }))).toBe("FAIR_STATE");
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
    await scanAtBooth(world.first.member, { ...desk.booth(world), ...sent });
    expect((await queue.read()).queue[0]).toMatchObject({ number: 1, status: "serving" });
    expect(await queue.next()).toEqual({ called: [2] });
    await leaveQueue(b.ctx, { fairId: world.fair.id, ...desk.booth(world) });
    expect((await queue.read()).queue).toEqual([]);
    await queue.close();
  });

  test("a booked person goes before walk-ins once the time has come, not sooner", async () => {
    const world = await desk.build();
    await openSlots(world.first.member, {
      ...desk.booth(world),
      recruiter: 1,
      from: desk.minutesIn(world, 30),
      to: desk.minutesIn(world, 45),
      minutes: 15,
      capacity: 1,
    });
    const [booked, first, second] = await desk.people(world, 3);
    if (!booked || !first || !second) throw new Error("nobody");
    await desk.wish(world, booked, 0);
    await desk.closeRegistration();
    await interviewUpkeep(desk.services);
    await desk.back();
    const queue = await opened(world);
    await queue.join(first);
    await queue.join(second);
    expect(await queue.next()).toEqual({ called: [2] });
    const [entry] = (await queue.read()).queue.filter(({ status }) => status === "called");
    await moveEntry(world.first.member, { ...desk.booth(world), entryId: entry?.id ?? "", act: "finish" });
    await desk.database.travel("28 minutes");
    expect(await queue.next()).toEqual({ called: [1] });
    await desk.database.travel("-28 minutes");
    await queue.close();
  });

  test("a group is called together; absent people are skipped; a walk-in gets a number by ticket", async () => {
    const world = await desk.build(2);
    await desk.slots(world, 1, { capacity: 3 });
    const group = await desk.people(world, 3);
    for (const one of group) await desk.wish(world, one, 0);
    await desk.closeRegistration();
    await interviewUpkeep(desk.services);
    await desk.back();
    const queue = await opened(world);
    const { code: shown } = await ticketFor(desk.services, world.hall);
    expect(await addWalkIn(world.first.member, { ...desk.booth(world), code: shown })).toEqual({ number: 4 });
    const [, other] = world.booths;
    if (!other || !group[0]) throw new Error("one booth only");
    const there = { registrationId: other.registrationId };
    await joinQueue(group[0].ctx, { fairId: world.fair.id, ...there });
    await callNext(other.member, { ...there, recruiter: 1 });
    expect((await queue.next()).called).toHaveLength(2);
    await queue.close();
  });

  test("a booth cancels a turn: its person is notified and not booked there again, the time goes to another", async () => {
    const world = await desk.build();
    await desk.slots(world, 1);
    const [a, b] = await desk.people(world, 2);
    if (!a || !b) throw new Error("nobody");
    for (const one of [a, b]) await desk.wish(world, one, 0);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(1);
    const { member, registrationId } = world.first;
    const [entry] = (await boothInterviews(member, registrationId)).queue;
    const cancel = { registrationId, entryId: entry?.id ?? "", act: "cancel" as const };
    await moveEntry(member, cancel);
    expect(await code(moveEntry(member, cancel))).toBe("QUEUE_STATE");
    const day = await Promise.all([a, b].map((one) => desk.day(world, one)));
    expect(day.map(({ interviews }) => interviews.length).sort()).toEqual([0, 1]);
    const [off, on] = day[0]?.interviews.length === 0 ? [a, b] : [b, a];
    const kinds = async (one: typeof a) => (await listNotices(one.ctx)).map(({ kind }) => kind).sort();
    expect(await kinds(off)).toEqual(["interviewBooked", "interviewCancelled"]);
    expect(await kinds(on)).toEqual(["interviewBooked"]);
    expect((await interviewUpkeep(desk.services)).booked).toBe(0);
    await desk.back();
  });

  test("if the gate reports entries, a number on the spot needs an entry", async () => {
    const world = await desk.build();
    const [home, here] = await desk.people(world, 2);
    if (!home || !here) throw new Error("nobody");
    await desk.database.travel("3 hours 1 minute");
    const join = ({ ctx }: Holder) =>
      joinQueue(ctx, { fairId: world.fair.id, registrationId: world.first.registrationId });
    const scan = {
      id: desk.union.ids.uuid(),
      code: here.code,
      direction: "in" as const,
      deviceAt: null,
      claimed: null,
    };
    await checkIn(desk.union, { ...world.hall, gate: "1", scans: [scan] });
    expect(await fields(join(home))).toEqual(["registrationId:COME_FIRST"]);
    expect(await join(here)).toEqual({ number: 1 });
    // If the gate has sent no scan for a while, people may join the queue without an entry.
    await desk.database.travel("16 minutes");
    expect(await join(home)).toEqual({ number: 2 });
    await desk.database.travel("-3 hours -17 minutes");
  });

  test("forty concurrent calls call each number once", async () => {
    const world = await desk.build();
    const all = await desk.people(world, 6);
    const queue = await opened(world);
    for (const one of all) await queue.join(one);
    const taps = Array.from({ length: 40 }, (_, n) => queue.next(1 + (n % 2)));
    const answers = await Promise.allSettled(taps);
    const called = answers.flatMap((one) => (one.status === "fulfilled" ? one.value.called : []));
    expect(called.sort()).toEqual([1, 2]);
    await queue.close();
  });
});
