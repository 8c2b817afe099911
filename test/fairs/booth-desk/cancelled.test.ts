import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { suspendEnterprise } from "../../../src/enterprises/index.ts";
import {
  addWalkIn,
  boothInterviews,
  cancelTicket,
  getFair,
  interviewUpkeep,
  joinQueue,
  leaveQueue,
  placeRegistration,
  setMeeting,
  takeTicket,
  withdrawRegistration,
} from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { noticeText, noticeTitle } from "../../../src/web/text/notices.ts";
import { person } from "../../factories/actors.ts";
import { type Holder, holder, ticketFor } from "../../factories/booth-desk.ts";
import { FIRST } from "../../factories/cities.ts";
import { cancelConfirmed, updateConfirmed } from "../../factories/fairs.ts";
import { fields } from "../../support/refusals.ts";
import { openFairs, type World } from "../interviews/world.ts";

let desk: Awaited<ReturnType<typeof openFairs>>;
beforeAll(async () => {
  desk = await openFairs();
});
afterAll(() => desk.database.drop());

const told = async ({ ctx }: Holder) =>
  (await listNotices(ctx)).filter(({ kind }) => kind === "interviewCancelled");
const counts = (all: Holder[]) => Promise.all(all.map(async (one) => (await told(one)).length));

/**
 * Creates a fair with two booths and three booked interviews. Returns persons a, b and c: a and c have an
 * interview at the first booth, b at the second.
 */
async function booked(): Promise<{ world: World; people: [Holder, Holder, Holder] }> {
  const world = await desk.build(2);
  await desk.slots(world, 3);
  await desk.slots(world, 3, { booth: 1 });
  const [a, b, c] = await desk.people(world, 3);
  if (!a || !b || !c) throw new Error("nobody");
  await desk.wish(world, a, 0);
  await desk.wish(world, b, 1);
  await desk.wish(world, c, 0);
  await desk.closeRegistration();
  expect((await interviewUpkeep(desk.services)).booked).toBe(3);
  return { world, people: [a, b, c] };
}

const boothIn = async (world: World, other: boolean) => {
  const { rows } = await sql<{ id: string; venueId: string }>`
    select id, venue_id from booth where fair_id = ${world.fair.id} and registration_id is null
      and (venue_id <> ${world.hall.venueId}) = ${other} order by ordinal limit 1`.execute(desk.database.db);
  return rows[0] ?? { id: "", venueId: "" };
};
const move = async (world: World, other: boolean) =>
  placeRegistration(desk.union, {
    id: world.first.registrationId,
    boothId: (await boothIn(world, other)).id,
  });

test("a moved fair notifies holders and exhibitors once, cancels what lies outside its new hours, keeps halls large enough", async () => {
  const { world, people } = await booked();
  const { fair } = world;
  const { services, union } = desk;
  const kinds = async (ctx: RequestContext, kind: string) =>
    (await listNotices(ctx)).filter((notice) => notice.kind === kind).length;
  const said = () =>
    Promise.all([kinds(people[0].ctx, "ticketFairMoved"), kinds(world.first.member, "fairMoved")]);
  await updateConfirmed(union, { id: fair.id, patch: { title: "改了名字" } });
  expect(await said()).toEqual([0, 0]);
  const later = (at: string) => new Date(Date.parse(at) + 24 * 3_600_000).toISOString();
  await updateConfirmed(union, {
    id: fair.id,
    patch: { opensAt: later(fair.opensAt), closesAt: later(fair.closesAt) },
  });
  expect(await said()).toEqual([1, 1]);
  await interviewUpkeep(services);
  expect(await counts(people)).toEqual([1, 1, 1]);
  const { venues } = await getFair(union, { id: fair.id });
  await sql`update venue set tickets_taken = 3 where fair_id = ${fair.id}`.execute(desk.database.db);
  const narrow = venues.map(({ boothsFree, ...venue }) => ({ ...venue, capacity: 2, closedBooths: [] }));
  expect(await fields(updateConfirmed(union, { id: fair.id, patch: { venues: narrow } }))).toEqual([
    "venues:CODES_OUT",
  ]);
  await desk.back();
});

describe("cancelled interview", () => {
  test("notifies its person once, with the enterprise's name", async () => {
    const { world, people } = await booked();
    const [a, b, c] = people;
    await suspendEnterprise(desk.union, { id: world.first.enterprise.id, reason: "核查中" });
    await Promise.all([1, 2, 3].map(() => interviewUpkeep(desk.services)));
    // The enterprise may return, so its interviews stay until an hour before they start.
    expect(await counts([a, b, c])).toEqual([0, 0, 0]);
    await desk.database.travel("80 minutes");
    await interviewUpkeep(desk.services);
    await desk.database.travel("-80 minutes");
    expect(await counts([a, b, c])).toEqual([1, 0, 1]);
    const [notice] = await told(a);
    expect(notice?.subject).toMatchObject({ kind: "fair", id: world.fair.id });
    expect(notice && noticeText(notice)).toContain(world.first.enterprise.name);
    const [, second] = world.booths;
    await withdrawRegistration(second?.member ?? desk.union, { id: second?.registrationId ?? "" });
    await interviewUpkeep(desk.services);
    expect(await counts([a, b, c])).toEqual([1, 1, 1]);
    await desk.back();
  });

  test("does not notify a person who gave the ticket back, nor anybody when the whole fair is cancelled", async () => {
    const { world, people } = await booked();
    const [a] = people;
    await sql`update fair_ticket set status = 'cancelled' where id = ${a.ticketId}`.execute(desk.database.db);
    await interviewUpkeep(desk.services);
    await cancelConfirmed(desk.union, { id: world.fair.id, action: "cancel", reason: "台风" });
    await interviewUpkeep(desk.services);
    const { rows } = await sql`
      select 1 from interview where fair_id = ${world.fair.id} and status = 'booked'`.execute(
      desk.database.db,
    );
    expect([rows, await counts(people)]).toEqual([[], [0, 0, 0]]);
    await desk.back();
  });
});

describe("moved booth", () => {
  test("to another venue: ends interviews on the spot, notifies, and plans the rest again", async () => {
    const { world, people } = await booked();
    const [a, b, c] = people;
    await move(world, true);
    expect(await counts([a, b, c])).toEqual([1, 0, 1]);
    const days = await Promise.all(people.map((one) => desk.day(world, one)));
    expect(days.map(({ interviews, queue }) => [interviews.length, queue.length])).toEqual([
      [0, 0],
      [1, 1],
      [0, 0],
    ]);
    const plan = await sql<{ behind: boolean }>`
      select asked > solved as behind from interview_plan where fair_id = ${world.fair.id}`.execute(
      desk.database.db,
    );
    expect(plan.rows).toEqual([{ behind: true }]);
    await interviewUpkeep(desk.services);
    expect(await counts([a, b, c])).toEqual([1, 0, 1]);
    await desk.back();
  });

  test("within its venue: keeps everything", async () => {
    const { world, people } = await booked();
    await move(world, false);
    await interviewUpkeep(desk.services);
    expect(await counts(people)).toEqual([0, 0, 0]);
    expect((await desk.day(world, people[0])).interviews).toHaveLength(1);
    await desk.back();
  });

  test("keeps online interviews wherever it goes", async () => {
    const world = await desk.build();
    await desk.slots(world, 2);
    await setMeeting(world.first.member, { ...desk.booth(world), url: "https://meeting.tencent.com/dm/abc" });
    const { venueId } = await boothIn(world, true);
    const far = await holder(desk.services, { fairId: world.fair.id, venueId });
    await desk.wish(world, far, 0);
    await desk.closeRegistration();
    expect((await interviewUpkeep(desk.services)).booked).toBe(1);
    await move(world, true);
    const { interviews } = await boothInterviews(world.first.member, world.first.registrationId);
    expect(interviews.map(({ status, remote }) => [status, remote])).toEqual([["booked", true]]);
    expect(await told(far)).toEqual([]);
    await desk.back();
  });

  test("books people again who can come to the new place; walk-ins keep their turn online, or are notified", async () => {
    const { world, people } = await booked();
    const [a, b, c] = people;
    const fairId = world.fair.id;
    const { registrationId } = world.first;
    // Person c cancels the interview. Moving the booth must not undo that.
    await leaveQueue(c.ctx, { fairId, registrationId });
    await desk.database.travel("2 hours");
    const walkIn = await holder(desk.services, world.hall);
    await joinQueue(walkIn.ctx, { fairId, registrationId });
    const printed = await ticketFor(desk.services, world.hall);
    await addWalkIn(world.first.member, { registrationId, code: printed.code });
    await setMeeting(world.first.member, { ...desk.booth(world), url: "https://meeting.tencent.com/dm/abc" });
    await move(world, true);
    expect(await counts([a, b, c])).toEqual([1, 0, 0]);
    expect((await desk.day(world, walkIn)).queue).toMatchObject([{ kind: "remote", status: "waiting" }]);
    const kinds = (await listNotices(walkIn.ctx)).map(({ kind }) => kind);
    expect(kinds).toContain("queueRemote");
    // The holder of a printed ticket cannot enter an online meeting, so the queue entry ends.
    const left = await sql<{
      status: string;
    }>`select status from queue_entry where ticket_id = ${printed.ticketId}`.execute(desk.database.db);
    expect(left.rows).toEqual([{ status: "left" }]);
    expect((await interviewUpkeep(desk.services)).booked).toBe(1);
    const days = await Promise.all([a, c].map((one) => desk.day(world, one)));
    expect(days.map(({ interviews }) => interviews.map(({ remote }) => remote))).toEqual([[true], []]);
    await desk.database.travel("-2 hours");
    await desk.back();
  });

  test("without a meeting room walk-ins lose their turn and are told by which enterprise; so after a withdrawal", async () => {
    const world = await desk.build(2);
    const [first, second] = world.booths;
    await desk.database.travel("3 hours 1 minute");
    const walkIn = await holder(desk.services, world.hall);
    for (const booth of [first, second])
      await joinQueue(walkIn.ctx, { fairId: world.fair.id, registrationId: booth?.registrationId ?? "" });
    const closed = async () =>
      (await listNotices(walkIn.ctx))
        .filter(({ kind }) => kind === "queueClosed")
        .map(({ params }) => noticeTitle(params));
    await move(world, true);
    expect(await closed()).toEqual([expect.stringContaining(world.first.enterprise.name)]);
    await withdrawRegistration(second?.member ?? desk.union, { id: second?.registrationId ?? "" });
    await interviewUpkeep(desk.services);
    await interviewUpkeep(desk.services);
    expect((await closed()).length).toBe(2);
    expect((await desk.day(world, walkIn)).queue).toEqual([]);
    await desk.database.travel("-3 hours -1 minute");
  });
});

test("a time given back goes to people who wished for it too", async () => {
  const world = await desk.build();
  await desk.slots(world, 1);
  const people = await desk.people(world, 2);
  for (const one of people) await desk.wish(world, one, 0);
  await desk.closeRegistration();
  expect((await interviewUpkeep(desk.services)).booked).toBe(1);
  const has = async (one: Holder) => (await desk.day(world, one)).interviews.length;
  const [first] = people;
  const had = first && (await has(first)) === 1 ? people : [...people].reverse();
  const [giver, waiter] = had;
  if (!giver || !waiter) throw new Error("nobody");
  await leaveQueue(giver.ctx, { fairId: world.fair.id, registrationId: world.first.registrationId });
  expect((await interviewUpkeep(desk.services)).booked).toBe(1);
  expect([await has(giver), await has(waiter)]).toEqual([0, 1]);
  await desk.back();
});

test("wishes follow the person to another ticket, and are booked under it", async () => {
  const world = await desk.build();
  await desk.slots(world, 1);
  const ctx = await person(desk.services, { agreement: FIRST.slug });
  const { ticket } = await takeTicket(ctx, { fairId: world.fair.id, online: true });
  const one = { ctx, ticketId: ticket.id, code: ticket.reference };
  await desk.wish(world, one, 0);
  await cancelTicket(ctx, { id: ticket.id });
  await takeTicket(ctx, { fairId: world.fair.id, venueId: world.hall.venueId });
  await desk.closeRegistration();
  expect((await interviewUpkeep(desk.services)).booked).toBe(1);
  expect((await desk.day(world, one)).interviews).toMatchObject([{ remote: false }]);
  await desk.back();
});

test("reminds a booked person half an hour before, once, with enterprise and place; later bookings get none", async () => {
  const world = await desk.build();
  await desk.slots(world, 3);
  const [a, late] = await desk.people(world, 2);
  if (!a || !late) throw new Error("nobody");
  await desk.wish(world, a, 0);
  await desk.closeRegistration();
  await interviewUpkeep(desk.services);
  const soon = async (one: Holder) =>
    (await listNotices(one.ctx)).filter(({ kind }) => kind === "interviewSoon");
  await desk.database.travel("1 hour 20 minutes");
  expect([(await interviewUpkeep(desk.services)).reminded, await soon(a)]).toEqual([0, []]);
  await desk.database.travel("12 minutes");
  await desk.wish(world, late, 0);
  const looks = await Promise.all([1, 2, 3].map(() => interviewUpkeep(desk.services)));
  expect(looks.reduce((sum, { booked }) => sum + booked, 0)).toBe(1);
  expect((await interviewUpkeep(desk.services)).reminded).toBe(0);
  const [notice, more] = await soon(a);
  expect([more, await soon(late)]).toEqual([undefined, []]);
  expect(notice && noticeTitle(notice.params)).toMatch(
    new RegExp(`^\\d+年\\d+月\\d+日 周. \\d+:\\d\\d，${world.first.enterprise.name}，.+ A01$`),
  );
  await desk.database.travel("-1 hour -32 minutes");
  await desk.back();
});
