import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cancelLivestream,
  isReserved,
  pinPosting,
  setReservation,
  updateLivestream,
} from "../../src/livestreams/index.ts";
import { tendLivestreams } from "../../src/livestreams/tend.ts";
import { closePosting } from "../../src/postings/index.ts";
import { officer, person, visitor } from "../factories/actors.ts";
import { NEIGHBOUR, SECOND } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { hoursAhead } from "../factories/fairs.ts";
import {
  announcedLivestream,
  draftLivestream,
  onAirLivestream,
  presenterInput,
} from "../factories/livestreams.ts";
import { publishedPosting } from "../factories/postings.ts";
import { code } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let neighbour: Awaited<ReturnType<typeof officer>>;
const publish = async () =>
  (await publishedPosting({ member: desk.company.member, officer: desk.union }, desk.company.enterprise.id))
    .id;
let postingId: string;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  neighbour = await officer(desk.services, NEIGHBOUR);
  postingId = await publish();
});
afterAll(() => desk.database.drop());

type Person = Awaited<ReturnType<typeof person>>;
const reserve = (who: Person, id: string, reserved = true) => setReservation(who, { id, reserved });
const tend = () => tendLivestreams(desk.services);
const kindsTo = async (id: string, to?: string) => {
  const { rows } = await sql<{ kind: string }>`
    select kind from notice where subject_id = ${id} and (${to ?? null}::text is null or to_id = ${to ?? null})
    order by created_at, kind`.execute(desk.services.db);
  return rows.map(({ kind }) => kind);
};
const REMINDERS = ["livestreamTomorrow", "livestreamSoon", "livestreamStarting"];
const coming = () => announcedLivestream(desk.union, [postingId]);

describe("a reservation", () => {
  test("is of a signed-in reader, before the start, and is taken back", async () => {
    const { services, union } = desk;
    const { id } = await coming();
    const reader = await person(services);
    expect(await code(setReservation(visitor(services), { id, reserved: true }))).toBe("SIGN_IN_REQUIRED");
    const stranger = await person(services, { agreement: SECOND.slug });
    expect(await code(reserve(stranger, id))).toBe("NOT_FOUND");
    const draft = await draftLivestream(union);
    expect(await code(reserve(reader, draft.id))).toBe("NOT_FOUND");
    const { id: live } = await onAirLivestream(union, [postingId]);
    expect(await code(reserve(reader, live))).toBe("LIVESTREAM_STATE");
    expect(await isReserved(reader, { id })).toBe(false);
    await reserve(reader, id);
    await reserve(reader, id);
    expect(await isReserved(reader, { id })).toBe(true);
    expect(await reserve(reader, id, false)).toEqual({ reserved: false });
    expect(await isReserved(reader, { id })).toBe(false);
  });

  test("reminds a day, an hour and five minutes before, each once", async () => {
    const { services, database } = desk;
    const { id } = await coming();
    const [early, late, gone] = [await person(services), await person(services), await person(services)];
    await reserve(early, id);
    await reserve(gone, id);
    await reserve(gone, id, false);
    await tend();
    expect(await kindsTo(id)).toEqual([]);
    await database.travel("24 hours");
    await reserve(late, id);
    for (const [ahead, n] of [
      ["0 seconds", 1],
      ["23 hours", 2],
      ["55 minutes", 3],
      ["5 minutes", 3],
    ] as const) {
      await database.travel(ahead);
      await tend();
      await tend();
      expect(await kindsTo(id, early.actor.accountId)).toEqual(REMINDERS.slice(0, n));
    }
    expect(await kindsTo(id, late.actor.accountId)).toEqual(REMINDERS.slice(1));
    expect((await kindsTo(id)).length).toBe(5);
    await database.travel("-48 hours");
  });

  test("reminds anew of a start that moved", async () => {
    const { services, union, database } = desk;
    const { id } = await coming();
    const reader = await person(services);
    await reserve(reader, id);
    await database.travel("24 hours");
    await tend();
    const patch = { startsAt: await hoursAhead(union, 48), endsAt: await hoursAhead(union, 49) };
    await updateLivestream(union, { id, patch });
    await tend();
    expect(await kindsTo(id, reader.actor.accountId)).toEqual(["livestreamTomorrow", "livestreamMoved"]);
    await database.travel("24 hours");
    await tend();
    await tend();
    expect(await kindsTo(id, reader.actor.accountId)).toEqual([
      "livestreamTomorrow",
      "livestreamMoved",
      "livestreamTomorrow",
    ]);
    await database.travel("-48 hours");
  });
});

test("a new start and a cancellation are told to all that they concern, once", async () => {
  const { services, union, company } = desk;
  const other = await verifiedEnterprise(services, union);
  const presenters = [
    await presenterInput(union, { union: null, enterpriseId: other.enterprise.id }),
    await presenterInput(union),
  ];
  const cities = [{ city: NEIGHBOUR, role: "organiser" } as const];
  const { id, endsAt } = await announcedLivestream(union, [postingId], { presenters, cities });
  const [reader, later] = [await person(services), await person(services)];
  await reserve(reader, id);
  await updateLivestream(union, { id, patch: { title: "改了名字" } });
  await tend();
  expect(await kindsTo(id)).toEqual([]);
  await updateLivestream(union, { id, patch: { startsAt: await hoursAhead(union, 48.5), endsAt } });
  await reserve(later, id);
  await tend();
  await tend();
  const receivers = [company.enterprise.id, other.enterprise.id];
  for (const one of receivers) expect(await kindsTo(id, one)).toEqual(["shownLivestreamMoved"]);
  const officers = [union.actor.accountId, neighbour.actor.accountId];
  for (const one of officers) expect(await kindsTo(id, one)).toEqual(["hostedLivestreamMoved"]);
  expect(await kindsTo(id, reader.actor.accountId)).toEqual(["livestreamMoved"]);
  // A person who reserved after the change knows the new start.
  expect(await kindsTo(id, later.actor.accountId)).toEqual([]);
  await cancelLivestream(union, { id, action: "cancel", reason: "停电" });
  await tend();
  await tend();
  for (const one of receivers) expect((await kindsTo(id, one))[1]).toBe("shownLivestreamCancelled");
  for (const one of officers) expect((await kindsTo(id, one))[1]).toBe("hostedLivestreamCancelled");
  expect(await kindsTo(id, later.actor.accountId)).toEqual(["livestreamCancelled"]);
  expect((await kindsTo(id)).length).toBe(11);
  const { id: draft } = await draftLivestream(union);
  await cancelLivestream(union, { id: draft, action: "cancel", reason: "写错了" });
  await tend();
  expect(await kindsTo(draft)).toEqual([]);
});

const lastEvent = async (id: string) => {
  const { seq, data } = await desk.services.db
    .selectFrom("livestreamEvent")
    .select(["seq", "data"])
    .where("livestreamId", "=", id)
    .orderBy("seq", "desc")
    .executeTakeFirstOrThrow();
  return { seq, ...(data as { what: string; pin: unknown }) };
};

describe("on air", () => {
  test("a permit that ends is told to the officers and the control room once", async () => {
    const { union, services } = desk;
    const { id } = await onAirLivestream(union, [postingId]);
    await tend();
    expect(await kindsTo(id)).toEqual([]);
    await sql`update livestream_presenter set permit_until = app.today() - 1 where livestream_id = ${id}`.execute(
      services.db,
    );
    await tend();
    await tend();
    expect(await kindsTo(id)).toEqual(["livestreamPermitEnded"]);
    expect(await lastEvent(id)).toMatchObject({ what: "changed", seq: 2 });
  });

  test("a pinned posting that ends is unpinned in the rows, and live pages are told once", async () => {
    const { union, services } = desk;
    const ends = await publish();
    const { id } = await onAirLivestream(union, [ends, postingId]);
    await pinPosting(union, { id, postingId: ends, action: "pin" });
    await tend();
    const pins = () =>
      services.db
        .selectFrom("livestreamPin")
        .select(["unpinnedAt", "reason"])
        .where("livestreamId", "=", id)
        .execute();
    expect(await pins()).toEqual([{ unpinnedAt: null, reason: null }]);
    await closePosting(union, { id: ends, reason: "filled" });
    await tend();
    await tend();
    expect(await pins()).toEqual([{ unpinnedAt: expect.any(Date), reason: "ended" }]);
    expect(await lastEvent(id)).toMatchObject({ what: "pin", pin: null });
    const { rows } = await sql`
      select 1 from audit where subject_id = ${id} and action = 'livestream.unpinOver'`.execute(services.db);
    expect(rows.length).toBe(1);
  });

  test("the pin of one that is over by itself is closed with its end", async () => {
    const { union, services, database } = desk;
    const { id } = await onAirLivestream(union, [postingId]);
    await pinPosting(union, { id, postingId, action: "pin" });
    await database.travel("10 minutes");
    await tend();
    const { rows } = await sql<{ reason: string; late: boolean }>`
      select reason, unpinned_at > app.now() - interval '5 minutes' as late from livestream_pin
      where livestream_id = ${id}`.execute(services.db);
    expect(rows).toEqual([{ reason: "over", late: false }]);
    await database.travel("-10 minutes");
  });
});
