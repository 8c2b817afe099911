import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interviewUpkeep, listMyClashes, openSlots } from "../../../src/fairs/index.ts";
import { fairWithBooths, holder, ticketFor } from "../../factories/booth-desk.ts";
import { cancelConfirmed } from "../../factories/fairs.ts";
import { openFairs, type World } from "./world.ts";

let desk: Awaited<ReturnType<typeof openFairs>>;
beforeAll(async () => {
  desk = await openFairs();
});
afterAll(() => desk.database.drop());

/** Hours until the two fairs open. Their entry times are further apart than an hour. */
const [EARLY_H, LATE_H] = [3, 5];

/** Opens one slot of 15 minutes at the first booth, `minutes` after the fair's opening. */
const slotAt = (world: World, minutes: number) =>
  openSlots(world.first.member, {
    ...desk.booth(world),
    recruiter: 1,
    from: desk.minutesIn(world, minutes),
    to: desk.minutesIn(world, minutes + 15),
    minutes: 15,
    capacity: 1,
  });

/**
 * Builds two fairs, the second two hours after the first. One seeker has tickets for both, and the timetable
 * books an interview at each given number of minutes after the opening.
 */
async function twoFairs(at: { early: number; late?: number }) {
  const { services, union } = desk;
  const early = await fairWithBooths(services, union, 1, EARLY_H);
  const late = await fairWithBooths(services, union, 1, LATE_H);
  const seeker = await holder(services, early.hall);
  await ticketFor(services, late.hall, seeker.ctx.actor.accountId);
  const slots = [
    [early, at.early],
    [late, at.late],
  ] as const;
  for (const [world, minutes] of slots)
    if (minutes !== undefined) {
      await slotAt(world, minutes);
      await desk.wish(world, seeker, 0);
    }
  const warned = async () => ({
    early: await listMyClashes(seeker.ctx, early.fair.id),
    late: await listMyClashes(seeker.ctx, late.fair.id),
  });
  const before = await warned();
  await desk.closeRegistration();
  const { booked } = await interviewUpkeep(services);
  const clashes = await warned();
  const page = await desk.day(early, seeker);
  await cancelConfirmed(union, { id: late.fair.id, action: "cancel", reason: "停电" });
  const after = await warned();
  await desk.back();
  return { early, late, before, booked, clashes, page, after };
}

const shown = (kind: "entry" | "interview", world: World, minutes = 0) => ({
  kind,
  at: desk.minutesIn(world, minutes),
});
const other = (kind: "entry" | "interview", world: World, minutes = 0) => ({
  ...shown(kind, world, minutes),
  fairId: world.fair.id,
  title: world.fair.title,
});

describe("an interview less than an hour from something at another fair", () => {
  test("warns of an entry, at both fairs, and is booked all the same", async () => {
    const { early, late, before, booked, clashes, page, after } = await twoFairs({ early: 90 });
    expect(before).toEqual({ early: [], late: [] });
    expect(booked).toBe(1);
    expect(clashes).toEqual({
      early: [{ ...shown("interview", early, 90), other: other("entry", late) }],
      late: [{ ...shown("entry", late), other: other("interview", early, 90) }],
    });
    expect(page.clashes).toEqual(clashes.early);
    expect(after).toEqual({ early: [], late: [] });
  });

  test("warns of another interview, at both fairs, and both are booked", async () => {
    const { early, late, booked, clashes } = await twoFairs({ early: 195, late: 120 });
    expect(booked).toBe(2);
    expect(clashes).toEqual({
      early: [{ ...shown("interview", early, 195), other: other("interview", late, 120) }],
      late: [{ ...shown("interview", late, 120), other: other("interview", early, 195) }],
    });
  });

  test("does not warn if everything is an hour apart or more", async () => {
    const { booked, clashes } = await twoFairs({ early: 60, late: 90 });
    expect(booked).toBe(2);
    expect(clashes).toEqual({ early: [], late: [] });
  });
});
