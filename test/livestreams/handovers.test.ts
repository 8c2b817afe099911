import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  acceptHandover,
  declineHandover,
  endLivestream,
  getHandovers,
  goOnAir,
  proposeHandover,
  takeBackHandover,
} from "../../src/livestreams/index.ts";
import { settleHandovers } from "../../src/livestreams/room/handover/settle-handovers.ts";
import { insertHandover } from "../../src/livestreams/room/store/handovers.ts";
import { type RequestContext, systemContext } from "../../src/platform/context.ts";
import { officer, visitor } from "../factories/actors.ts";
import { FOREIGN, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { hoursAhead } from "../factories/fairs.ts";
import {
  advance,
  announcedLivestream,
  draftLivestream,
  livestreamInput,
  onAirLivestream,
} from "../factories/livestreams.ts";
import { publishedPosting } from "../factories/postings.ts";
import { code, refusal } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let near: RequestContext;
let posting: string;
let system: RequestContext;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  near = await officer(desk.services, NEIGHBOUR);
  system = systemContext(desk.services, "test");
  posting = (
    await publishedPosting({ member: desk.company.member, officer: desk.union }, desk.company.enterprise.id)
  ).id;
});
afterAll(() => desk.database.drop());
beforeEach(() => sql`delete from livestream_handover`.execute(desk.services.db).then(() => undefined));

const visitors = () => visitor(desk.services);
const onAir = (ctx: RequestContext, title: string) => onAirLivestream(ctx, [posting], { title });
/** Returns the code of a refusal; "done" without one. */
const outcome = (act: Promise<unknown>) =>
  act.then(
    () => "done",
    (error: { code: string }) => error.code,
  );
/** Creates a livestream with a picture that is not on air. */
async function rehearsed(ctx: RequestContext, title = "候场"): Promise<string> {
  const times = { startsAt: await hoursAhead(ctx, -1 / 12), endsAt: await hoursAhead(ctx, 1) };
  const { id } = await announcedLivestream(ctx, [posting], { ...times, title });
  await advance(ctx.db, id);
  return id;
}
const propose = (ctx: RequestContext, id: string, to: string, inS = 30) =>
  proposeHandover(ctx, { id, action: "propose", to, inS });
/** Moves the clock on while all pictures advance, and settles what is due. */
async function pass(seconds: number): Promise<number> {
  await desk.database.travel(`${seconds} seconds`);
  await sql`update livestream_signal set advanced_at = app.now()`.execute(desk.services.db);
  return settleHandovers(system);
}
const told = async (id: string) =>
  (
    await desk.services.db
      .selectFrom("livestreamEvent")
      .select("data")
      .where("livestreamId", "=", id)
      .where("kind", "=", "handover")
      .orderBy("seq")
      .execute()
  ).map(({ data }) => (data as { state: string }).state);

describe("one programme of five livestreams", () => {
  test("is handed from city to city, each step once, and viewers are sent on", async () => {
    const { union } = desk;
    const ids: string[] = [];
    for (const title of ["一", "二", "三", "四", "五"]) {
      // The first is on air; the others have a picture and wait.
      ids.push(ids.length === 0 ? (await onAir(union, title)).id : await rehearsed(union, title));
    }
    for (const [n, id] of ids.slice(0, -1).entries()) {
      const to = ids[n + 1] ?? "";
      // Two presses, of one officer twice, open one hand-over.
      const [one, two] = await Promise.all([propose(union, id, to), propose(union, id, to)]);
      expect(one.id).toBe(two.id);
      expect(one).toMatchObject({ state: "counting", from: { id }, to: { id: to } });
      expect((await getHandovers(visitors(), { id })).gives).toMatchObject({ state: "counting" });
      expect((await getHandovers(union, { id: to })).takes).toMatchObject({ id: one.id, state: "counting" });
      await goOnAir(union, { id: to, action: "goOnAir" });
      expect(await pass(5)).toBe(0);
      expect((await getHandovers(visitors(), { id })).next).toBeNull();
      expect(await pass(25)).toBe(1);
      expect(await pass(0)).toBe(0);
      expect((await getHandovers(visitors(), { id })).next).toMatchObject({ id: to });
      expect((await getHandovers(visitors(), { id: to })).next).toBeNull();
      await endLivestream(union, { id, action: "end" });
      expect((await getHandovers(visitors(), { id })).next).toMatchObject({ id: to });
      expect(await told(id)).toEqual([...(n > 0 ? ["counting", "handed"] : []), "counting", "handed"]);
    }
    const audits = await sql<{ n: number }>`
      select count(*)::int as n from audit where action in ('livestream.proposeHandover', 'livestream.handOver')`.execute(
      desk.services.db,
    );
    expect(audits.rows[0]?.n).toBe(8);
  });

  test("comes back to the city that gave it", async () => {
    const { union } = desk;
    const [a, b] = [(await onAir(union, "甲")).id, (await onAir(union, "乙")).id];
    await propose(union, a, b);
    expect(await pass(30)).toBe(1);
    await propose(union, b, a);
    await pass(1);
    expect(await pass(30)).toBe(1);
    const next = async (id: string) => (await getHandovers(visitors(), { id })).next?.id ?? null;
    expect([await next(a), await next(b)]).toEqual([null, a]);
  });
});

describe("a hand-over", () => {
  test("is refused without a signal, without a programme, and to another agreement", async () => {
    const { union, services } = desk;
    const { id } = await onAir(union, "甲");
    const times = { startsAt: await hoursAhead(union, -1 / 12), endsAt: await hoursAhead(union, 1) };
    const silent = (await announcedLivestream(union, [posting], times)).id;
    expect(await code(propose(union, id, silent))).toBe("LIVESTREAM_NO_SIGNAL");
    const lost = (await onAir(union, "断了")).id;
    await desk.database.travel("20 seconds");
    await advance(services.db, id);
    expect(await code(propose(union, id, lost))).toBe("LIVESTREAM_NO_SIGNAL");
    expect(await code(propose(union, silent, id))).toBe("LIVESTREAM_STATE");
    expect(await code(propose(union, id, id))).toBe("NOT_FOUND");
    expect(await code(propose(union, id, union.ids.uuid()))).toBe("NOT_FOUND");
    const far = await officer(services, FOREIGN);
    const theirs = (await draftLivestream(far)).id;
    expect(await code(propose(union, id, theirs))).toBe("NOT_FOUND");
    expect(await code(propose(far, id, theirs))).toBe("NOT_FOUND");
    expect((await getHandovers(union, { id })).gives).toBeNull();
  });

  test("waits for the other room, which accepts, declines or lets it pass", async () => {
    const { union } = desk;
    const [mine, theirs] = [(await onAir(union, "甲")).id, (await onAir(near, "乙")).id];
    const first = await propose(union, mine, theirs);
    expect(first.state).toBe("proposed");
    // Viewers, and the live pages, do not know of it yet.
    expect(await getHandovers(visitors(), { id: mine })).toMatchObject({ gives: null, takes: null });
    expect(await told(mine)).toEqual([]);
    const answer = { id: theirs, handoverId: first.id } as const;
    expect(await code(acceptHandover(union, { ...answer, action: "accept" }))).toBe("NOT_FOUND");
    expect(await code(acceptHandover(near, { ...answer, id: mine, action: "accept" }))).toBe("NOT_FOUND");
    await declineHandover(near, { ...answer, action: "decline" });
    expect((await getHandovers(union, { id: mine })).gives?.state).toBe("declined");
    expect(await told(mine)).toEqual([]);
    const refused = await refusal(acceptHandover(near, { ...answer, action: "accept" }));
    expect([refused.code, refused.detail.facts?.state]).toEqual(["LIVESTREAM_HANDOVER", "declined"]);

    const second = await propose(union, mine, theirs);
    const accepts = await Promise.all(
      [1, 2].map(() =>
        outcome(acceptHandover(near, { id: theirs, handoverId: second.id, action: "accept" })),
      ),
    );
    expect(accepts.toSorted()).toEqual(["LIVESTREAM_HANDOVER", "done"]);
    expect(await told(theirs)).toEqual(["counting"]);
    expect(await pass(31)).toBe(1);

    const third = await propose(near, theirs, mine, 10);
    for (const seconds of [10, 120, 120, 120, 120, 60]) expect(await pass(seconds)).toBe(0);
    expect((await getHandovers(near, { id: theirs })).gives?.state).toBe("proposed");
    await pass(60);
    expect((await getHandovers(near, { id: theirs })).gives).toMatchObject({ id: third.id, state: "missed" });
    expect((await propose(near, theirs, mine)).state).toBe("proposed");
  });

  test("is taken back before its time, and viewers are told", async () => {
    const { union } = desk;
    const [a, b] = [(await onAir(union, "甲")).id, (await onAir(union, "乙")).id];
    const { id: handoverId } = await propose(union, a, b);
    const back = { id: a, handoverId, action: "takeBack" } as const;
    const both = await Promise.all([1, 2].map(() => outcome(takeBackHandover(union, back))));
    expect(both.toSorted()).toEqual(["LIVESTREAM_HANDOVER", "done"]);
    expect(await pass(31)).toBe(0);
    expect((await getHandovers(visitors(), { id: a })).next).toBeNull();
    expect([await told(a), await told(b)]).toEqual([
      ["counting", "takenBack"],
      ["counting", "takenBack"],
    ]);
    await propose(union, a, b);
    expect(await pass(30)).toBe(1);
    expect(await code(takeBackHandover(union, back))).toBe("LIVESTREAM_HANDOVER");
  });

  test("waits past its time for a livestream that is not on air, and sends nobody into the dark", async () => {
    const { union } = desk;
    const [a, b] = [(await onAir(union, "甲")).id, await rehearsed(union)];
    await propose(union, a, b, 10);
    expect(await pass(60)).toBe(0);
    expect((await getHandovers(visitors(), { id: a })).gives?.state).toBe("late");
    await goOnAir(union, { id: b, action: "goOnAir" });
    // On air, but the picture has just been lost.
    await desk.database.travel("20 seconds");
    expect(await settleHandovers(system)).toBe(0);
    expect(await pass(0)).toBe(1);
  });

  test("is accepted only with a picture, by an officer of a city that organises the other one", async () => {
    const { union } = desk;
    const { id: mine } = await onAir(union, "甲");
    const input = await livestreamInput(near, {
      cities: [{ city: HOME, role: "organiser" }],
    });
    const shared = (await onAirLivestream(near, [posting], { title: input.title, cities: input.cities })).id;
    expect((await propose(union, mine, shared)).state).toBe("counting");
    const alone = (await onAir(near, "丙")).id;
    expect(await code(propose(union, mine, alone))).toBe("LIVESTREAM_HANDOVER");
  });
});

describe("two officers at once", () => {
  test("hand the programme to two cities: one wins, and two give to one city: one wins", async () => {
    const { union } = desk;
    const [a, b, c] = [
      (await onAir(union, "甲")).id,
      (await onAir(union, "乙")).id,
      (await onAir(union, "丙")).id,
    ];
    const away = await Promise.all([outcome(propose(union, a, b)), outcome(propose(union, a, c))]);
    expect(away.toSorted()).toEqual(["LIVESTREAM_HANDOVER", "done"]);
    await sql`delete from livestream_handover`.execute(desk.services.db);
    const into = await Promise.all([outcome(propose(union, a, c)), outcome(propose(union, b, c))]);
    expect(into.toSorted()).toEqual(["LIVESTREAM_HANDOVER", "done"]);
  });

  /** Opens two hand-overs of one livestream in two transactions without its lock. Returns how many opened. */
  async function withoutLock(): Promise<number> {
    const { union, services } = desk;
    const [a, b, c] = [
      (await onAir(union, "甲")).id,
      (await onAir(union, "乙")).id,
      (await onAir(union, "丙")).id,
    ];
    const opened = await Promise.all(
      [b, c].map((toId) =>
        services.db
          .transaction()
          .execute((tx) =>
            insertHandover(tx, { id: union.ids.uuid(), fromId: a, toId, inS: 30, by: null, accepted: true }),
          ),
      ),
    );
    return opened.filter(Boolean).length;
  }

  test("the index lets one hand-over in, also without the lock", async () => {
    expect(await withoutLock()).toBe(1);
  });

  test("twin: without the index, one programme is handed to two cities", async () => {
    const { db } = desk.services;
    await sql`drop index livestream_handover_gives`.execute(db);
    expect(await withoutLock()).toBe(2);
    await sql`delete from livestream_handover`.execute(db);
    await sql`create unique index livestream_handover_gives on livestream_handover (from_id)
      where handed_at is null and closed_at is null`.execute(db);
  });
});

describe("two processes at once", () => {
  test("tell the viewers of a hand-over once", async () => {
    const { union, database } = desk;
    const [a, b] = [(await onAir(union, "甲")).id, (await onAir(union, "乙")).id];
    await propose(union, a, b, 10);
    await database.travel("11 seconds");
    await sql`update livestream_signal set advanced_at = app.now()`.execute(desk.services.db);
    const handed = await Promise.all([1, 2, 3, 4].map(() => settleHandovers(system)));
    expect(handed.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await told(a)).toEqual(["counting", "handed"]);
  });

  test("twin: a claim that only looks tells them twice", async () => {
    const { union, database, services } = desk;
    const [a, b] = [(await onAir(union, "甲")).id, (await onAir(union, "乙")).id];
    const { id } = await propose(union, a, b, 10);
    await database.travel("11 seconds");
    const look = async () =>
      (
        await services.db
          .selectFrom("livestreamHandover")
          .select("handedAt")
          .where("id", "=", id)
          .executeTakeFirst()
      )?.handedAt === null;
    const [one, two] = [await look(), await look()];
    const write = () =>
      sql`update livestream_handover set handed_at = app.now() where id = ${id} returning id`.execute(
        services.db,
      );
    const claims = [one && (await write()), two && (await write())];
    expect(claims.filter((claim) => claim && claim.rows.length > 0).length).toBe(2);
  });
});
