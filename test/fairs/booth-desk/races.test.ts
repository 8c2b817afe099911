import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  callNext,
  createChannel,
  getMyFair,
  joinQueue,
  listChannels,
  scanAtBooth,
} from "../../../src/fairs/index.ts";
import { markCalled } from "../../../src/fairs/interviews/store/queue.ts";
import { replaceWishes } from "../../../src/fairs/interviews/store/wishes.ts";
import type { Holder } from "../../factories/booth-desk.ts";
import { DOORS_OPEN_H, fairWithBooths } from "../../factories/booth-desk.ts";
import { untilBlocked } from "../../support/meeting.ts";
import { openFairs, type World } from "../interviews/world.ts";

let desk: Awaited<ReturnType<typeof openFairs>>;
beforeAll(async () => {
  desk = await openFairs();
});
afterAll(() => desk.database.drop());

/** Puts the same people into the queue of every booth, in the same order. */
async function twoQueues(world: World, people: readonly Holder[]) {
  for (const { ctx } of people)
    for (const { registrationId } of world.booths)
      await joinQueue(ctx, { fairId: world.fair.id, registrationId });
}

const entriesOf = (registrationId: string) =>
  desk.database.db
    .selectFrom("queueEntry")
    .select(["id", "number", "status"])
    .where("registrationId", "=", registrationId)
    .orderBy("number")
    .execute();

describe("two booths call the same person at once", () => {
  test("one booth gets the person, the other the next one, round after round", async () => {
    const world = await desk.build(2);
    const people = await desk.people(world, 8);
    await desk.database.travel("3 hours 1 minute");
    await twoQueues(world, people);
    const booths = world.booths.map(
      ({ member, registrationId }) =>
        () =>
          callNext(member, { registrationId, recruiter: 1 }),
    );
    const said = await Promise.all(booths.map((call) => call()));
    expect(said.map(({ called }) => called?.[0]).sort()).toEqual([1, 2]);
    await desk.database.travel("-3 hours -1 minute");
  });

  test("twin: without the lock on the person the second booth meets the table's constraint", async () => {
    const world = await desk.build(2);
    const people = await desk.people(world, 1);
    await desk.database.travel("3 hours 1 minute");
    await twoQueues(world, people);
    const [one, two] = await Promise.all(world.booths.map((booth) => entriesOf(booth.registrationId)));
    const { db } = desk.database;
    let second: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (tx) => {
      expect(await markCalled(tx, one?.[0]?.id ?? "", 1)).toBe(true);
      second = db
        .transaction()
        .execute((other) => markCalled(other, two?.[0]?.id ?? "", 1))
        .catch((error: unknown) => error);
      await untilBlocked(db);
    });
    expect(await second).toMatchObject({ code: "23505" });
    await desk.database.travel("-3 hours -1 minute");
  });
});

describe("one person's wishes sent many times at once", () => {
  test("all are accepted, one set remains", async () => {
    const world = await desk.build(2);
    const [one] = await desk.people(world, 1);
    if (!one) throw new Error("nobody");
    await Promise.all(Array.from({ length: 12 }, (_, n) => desk.wish(world, one, n % 2)));
    expect((await getMyFair(one.ctx, world.fair.id)).wishes).toHaveLength(1);
  });

  test("twin: without the lock on the ticket they conflict", async () => {
    const world = await desk.build(2);
    const [one] = await desk.people(world, 1);
    if (!one) throw new Error("nobody");
    const { accountId } = one.ctx.actor;
    const of = { fairId: world.fair.id, personId: accountId, ticketId: one.ticketId, accountId };
    const { db } = desk.database;
    const wishes = world.booths.map(({ registrationId, posting }) => ({
      registrationId,
      postingId: posting.id,
    }));
    let second: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (tx) => {
      await replaceWishes(tx, of, wishes);
      second = db
        .transaction()
        .execute((other) => replaceWishes(other, of, wishes))
        .catch((error: unknown) => error);
      await untilBlocked(db);
    });
    expect(await second).toMatchObject({ code: "23505" });
  });
});

test("a person who came by a channel counts for it at the booth too: application and start", async () => {
  const world = await fairWithBooths(desk.services, desk.union, 1, DOORS_OPEN_H);
  const [one] = await desk.people(world, 1);
  if (!one) throw new Error("nobody");
  const { fair, first } = world;
  const channel = await createChannel(desk.union, { fairId: fair.id, name: "公众号", kind: "account" });
  const { db } = desk.database;
  await db.updateTable("fairTicket").set({ channel: channel.code }).where("id", "=", one.ticketId).execute();
  const { registrationId, member, posting } = first;
  const shown = { nonce: desk.services.ids.uuid(), code: one.code, postingId: posting.id, intent: true };
  const { applicationId } = await scanAtBooth(member, { registrationId, ...shown });
  await db
    .updateTable("application")
    .set({ startedOn: "2026-01-01" })
    .where("id", "=", applicationId ?? "")
    .execute();
  const [counted] = await listChannels(desk.union, fair.id);
  expect(counted).toMatchObject({ code: channel.code, applications: 1, starts: 1 });
});
