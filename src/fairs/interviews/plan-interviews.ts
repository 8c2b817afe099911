import type { Tx } from "../../../db/client.ts";
import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { interviewNotices } from "./notices.ts";
import { CLAIM_MIN, type MeetingSpot, meetingModeOf, NOTICE_MIN, walkBetween } from "./rules.ts";
import {
  insertInterviews,
  lockPlan,
  markSolved,
  type NewInterview,
  type PlanSlot,
  type PlanWish,
  planSlots,
  planStanding,
  planWishes,
  type StandingInterview,
} from "./store/interviews.ts";
import { insertEntries } from "./store/queue.ts";
import type { TimetableProblem, TimetableWish } from "./timetable/problem.ts";
import { solveTimetable } from "./timetable/solve.ts";

type PlanRows = { slots: PlanSlot[]; wishes: PlanWish[]; standing: StandingInterview[] };

const minutes = (date: Date) => date.getTime() / 60_000;
const corner = (hall: { venueId: string | null; city: string | null }): MeetingSpot => ({
  key: `remote ${hall.venueId}`,
  ...hall,
});
const wishId = (wish: PlanWish) => `${wish.personId} ${wish.registrationId}`;

/**
 * Builds the solver's problem from the fair's rows. `remote` contains the ids of the wishes that would be met
 * online.
 */
export function problemOf({ slots, wishes, standing }: PlanRows): {
  problem: TimetableProblem;
  remote: ReadonlySet<string>;
} {
  const spots = new Map<string, MeetingSpot>();
  const at = (spot: MeetingSpot) => {
    spots.set(spot.key, spot);
    return spot.key;
  };
  const halls = new Map(slots.map((slot) => [slot.venueId, { venueId: slot.venueId, city: slot.city }]));
  const booths = new Map(
    slots.map((slot) => [slot.registrationId, { ...slot, spot: at({ ...slot, key: slot.boothId }) }]),
  );
  const slotById = new Map(slots.map((slot) => [slot.id, slot]));
  const remote = new Set<string>();
  const asked = wishes.flatMap((wish): TimetableWish[] => {
    const booth = booths.get(wish.registrationId);
    const way = booth ? meetingModeOf(wish, booth, booth.hasMeetingRoom) : "none";
    if (!booth || way === "none") return [];
    const id = wishId(wish);
    if (way === "remote") remote.add(id);
    const spot = way === "remote" ? at(corner(wish)) : booth.spot;
    const { personId: person, registrationId, rank, entersAt } = wish;
    return [
      { id, person, booth: registrationId, rank, spot, ...(entersAt ? { fromMin: minutes(entersAt) } : {}) },
    ];
  });
  const fixed = standing.flatMap(({ personId: person, slotId, remote: far, venueId }) => {
    const slot = slotById.get(slotId);
    if (!slot) return [];
    const hall = venueId ? (halls.get(venueId) ?? { venueId, city: slot.city }) : { venueId, city: null };
    return [{ person, slotId, spot: far ? at(corner(hall)) : slot.boothId }];
  });
  const problem = {
    slots: slots.map(({ id, registrationId, recruiter, startsAt, endsAt, capacity, ahead }) => ({
      id,
      booth: ahead ? registrationId : "",
      recruiter,
      startMin: minutes(startsAt),
      endMin: minutes(endsAt),
      capacity,
    })),
    wishes: asked,
    fixed,
    walkMin: (from: string, to: string) => walkBetween(spots.get(from), spots.get(to)),
  };
  return { problem, remote };
}

/** Solves the timetable and converts the result to rows, each with the first free seat of its slot. */
function toRows(ctx: RequestContext, asked: PlanRows): (NewInterview & { wish: PlanWish })[] {
  const { problem, remote } = problemOf(asked);
  const wishes = new Map(asked.wishes.map((wish) => [wishId(wish), wish]));
  const seats = new Map<string, Set<number>>();
  const taken = (slotId: string) => {
    const found = seats.get(slotId) ?? new Set<number>();
    seats.set(slotId, found);
    return found;
  };
  for (const { slotId, seat } of asked.standing) taken(slotId).add(seat);
  return solveTimetable(problem).flatMap(({ wishId: id, slotId }) => {
    const wish = wishes.get(id);
    if (!wish) return [];
    let seat = 1;
    while (taken(slotId).has(seat)) seat += 1;
    taken(slotId).add(seat);
    const { personId, ticketId, accountId, postingId } = wish;
    const row = { id: ctx.ids.uuid(), slotId, seat, personId, ticketId, accountId, postingId };
    return [{ ...row, remote: remote.has(id), wish }];
  });
}

async function planIn(tx: Tx, ctx: RequestContext, fairId: string): Promise<number> {
  const plan = await lockPlan(tx, fairId);
  if (!plan) return 0;
  const slots = await planSlots(tx, fairId, NOTICE_MIN);
  const wishes = await planWishes(tx, fairId, CLAIM_MIN);
  const asked = { slots, wishes, standing: await planStanding(tx, fairId) };
  const rows = new Map(toRows(ctx, asked).map((row) => [row.id, row]));
  const written = await insertInterviews(tx, fairId, [...rows.values()]);
  const inTime = [...written].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const entries = inTime.flatMap(({ id, registrationId, startsAt }) => {
    const row = rows.get(id);
    if (!row) return [];
    const { personId, ticketId, accountId } = row;
    const of = { fairId, registrationId, personId, ticketId, accountId };
    return [{ id: ctx.ids.uuid(), ...of, kind: "booked" as const, interviewId: id, dueAt: startsAt }];
  });
  await insertEntries(tx, entries);
  const booked = entries.map(({ interviewId: id, accountId }) => ({ id, fairId, accountId }));
  await notify(tx, ctx, await interviewNotices(tx, "interviewBooked", booked));
  await markSolved(tx, fairId, plan.asked);
  const detail = { interviews: written.length, open: asked.wishes.length - written.length };
  await recordAudit(tx, ctx, { action: "interview.plan", subjectKind: "fair", subjectId: fairId, detail });
  return written.length;
}

/**
 * Solves a fair's timetable if somebody requested it since the last solution. Adds new interviews; existing
 * ones keep their times. Safe to run concurrently. Returns the number of new interviews.
 */
export const planInterviews = (ctx: RequestContext, fairId: string): Promise<number> =>
  inTransaction(ctx, (tx) => planIn(tx, ctx, fairId));
