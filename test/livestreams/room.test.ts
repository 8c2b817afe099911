import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkClaim,
  endLivestream,
  getLivestream,
  getPresenterDesk,
  getRoom,
  goOnAir,
  issuePresenterKey,
  listPins,
  openPresenterDesk,
  pinPosting,
  removeStandby,
  setStandby,
  standbyOf,
  watchedStandby,
} from "../../src/livestreams/index.ts";
import { tendPins } from "../../src/livestreams/programme/index.ts";
import { expireStandbys } from "../../src/livestreams/room/standby/expire-standbys.ts";
import { type RequestContext, systemContext } from "../../src/platform/context.ts";
import { usedBy } from "../../src/platform/files/index.ts";
import { closePosting } from "../../src/postings/index.ts";
import { officer, visitor } from "../factories/actors.ts";
import { FOREIGN, NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { hoursAhead } from "../factories/fairs.ts";
import { advance, announcedLivestream, draftLivestream, onAirLivestream } from "../factories/livestreams.ts";
import { publishedPosting } from "../factories/postings.ts";
import { bodyOfPieces, localPlace, sampleOf } from "../support/files.ts";
import { code } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let place: ReturnType<typeof localPlace>;
let union: RequestContext;
let near: RequestContext;
let system: RequestContext;
let posting: string;
const publish = async (title = "电焊工") =>
  (
    await publishedPosting({ member: desk.company.member, officer: desk.union }, desk.company.enterprise.id, {
      title,
    })
  ).id;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  place = localPlace();
  union = { ...desk.union, files: place.place };
  near = { ...(await officer(desk.services, NEIGHBOUR)), files: place.place };
  system = { ...systemContext(desk.services, "test"), files: place.place };
  posting = await publish();
});
afterAll(async () => {
  await place.close();
  await desk.database.drop();
});

const visitors = () => visitor(desk.services);
const events = async (id: string) =>
  (
    await desk.services.db
      .selectFrom("livestreamEvent")
      .select("data")
      .where("livestreamId", "=", id)
      .orderBy("seq")
      .execute()
  ).map(({ data }) => data as { what: string; picture: boolean; pin: { postingId: string } | null });

describe("the control room", () => {
  test("holds an officer's own livestreams: those on air first, at most five, and no draft", async () => {
    const soon = { startsAt: await hoursAhead(union, 1), endsAt: await hoursAhead(union, 2) };
    const coming = (await announcedLivestream(union, [posting], soon)).id;
    await announcedLivestream(union, [posting]);
    await draftLivestream(union, soon);
    const theirs = (await onAirLivestream(near, [posting])).id;
    const live = (await onAirLivestream(union, [posting])).id;
    const { streams } = await getRoom(union);
    expect(streams.map(({ livestream }) => livestream.id)).toEqual([live, coming]);
    expect(streams[0]).toMatchObject({
      figures: { delayMs: null, bitrateKbps: null, applications: 0, applicationsLastMin: 0 },
      source: null,
      online: null,
      standby: false,
    });
    // The programme can be handed to another city's livestream; one without a picture is not offered.
    expect(streams[0]?.targets.map(({ id }) => id)).toEqual([theirs]);
    expect(
      (await getRoom(union, { ids: [theirs, coming] })).streams.map(({ livestream }) => livestream.id),
    ).toEqual([coming]);
    expect((await getRoom(await officer(desk.services, FOREIGN))).streams).toEqual([]);
    expect(await code(getRoom(visitors()))).toBe("SIGN_IN_REQUIRED");
    for (let n = 0; n < 4; n += 1) await announcedLivestream(union, [posting], soon);
    const full = await getRoom(union);
    expect([full.streams.length, full.streams[0]?.livestream.id]).toEqual([5, live]);
  });

  test("shows the measures of a signal for half a minute, then says that they are unknown", async () => {
    const { id } = await onAirLivestream(union, [posting]);
    await sql`update livestream_signal set delay_ms = 6200, bitrate_kbps = 1250, measured_at = app.now()
      where livestream_id = ${id}`.execute(desk.services.db);
    const measured = async () => (await getRoom(union, { ids: [id] })).streams[0]?.figures;
    expect(await measured()).toMatchObject({ delayMs: 6200, bitrateKbps: 1250 });
    await desk.database.travel("31 seconds");
    expect(await measured()).toMatchObject({ delayMs: null, bitrateKbps: null });
  });
});

describe("a posting that ends on air", () => {
  test("is unpinned by itself, and live pages are told once", async () => {
    const closing = await publish("保洁");
    const { id } = await onAirLivestream(union, [closing, posting]);
    await pinPosting(union, { id, action: "pin", postingId: closing });
    expect(await tendPins(system)).toBe(0);
    await closePosting(union, { id: closing, reason: "filled" });
    const closed = await Promise.all([1, 2, 3].map(() => tendPins(system)));
    expect(closed.reduce((sum, n) => sum + n, 0)).toBe(1);
    const told = (await events(id)).filter(({ what }) => what === "pin");
    expect(told.map(({ pin }) => pin?.postingId ?? null)).toEqual([closing, null]);
    expect((await listPins(visitors(), { id, limit: 5 })).items[0]?.reason).toBe("ended");
  });
});

describe("a standby", () => {
  const film = (bytes = 5_000) => bodyOfPieces(sampleOf("mp4", bytes)).stream;
  const shown = async (id: string) =>
    (await standbyOf(union, await getLivestream(visitors(), { id })))?.shown ?? null;

  test("is seen while there is no picture, and never as a live picture", async () => {
    const times = { startsAt: await hoursAhead(union, -1 / 12), endsAt: await hoursAhead(union, 1) };
    const { id } = await announcedLivestream(union, [posting], times);
    expect(await shown(id)).toBeNull();
    await setStandby(union, { id, body: film() });
    const phase = async () => (await getLivestream(visitors(), { id })).phase;
    expect([await phase(), await shown(id)]).toEqual(["waiting", true]);
    expect(await watchedStandby(visitors(), { id })).not.toBeNull();
    await advance(union.db, id);
    // A rehearsal is not for viewers, so they still see the standby.
    expect([await phase(), await shown(id)]).toEqual(["waiting", true]);
    await goOnAir(union, { id, action: "goOnAir" });
    expect([await phase(), await shown(id)]).toEqual(["live", false]);
    expect([await watchedStandby(visitors(), { id }), await watchedStandby(union, { id })]).toEqual([
      null,
      expect.any(String),
    ]);
    expect((await events(id)).at(-1)).toMatchObject({ what: "onAir", picture: true });
    await desk.database.travel("20 seconds");
    expect([await phase(), await shown(id)]).toEqual(["interrupted", true]);
    await endLivestream(union, { id, action: "end" });
    expect([await phase(), await shown(id)]).toEqual(["ended", false]);
    expect(await code(setStandby(union, { id, body: film() }))).toBe("LIVESTREAM_STATE");
  });

  test("is one film of MP4, set and removed by the officers of its cities", async () => {
    const { id } = await onAirLivestream(union, [posting]);
    const before = await usedBy(union.db, "film");
    await setStandby(union, { id, body: film(3_000) });
    await setStandby(union, { id, body: film(4_000) });
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from file where owner_id = ${id} and state = 'stored'`.execute(union.db);
    expect([rows[0]?.n, (await usedBy(union.db, "film")) - before]).toEqual([1, 7_000]);
    const png = bodyOfPieces(sampleOf("png", 500)).stream;
    expect(await code(setStandby(union, { id, body: png }))).toBe("FILE_TYPE_REFUSED");
    expect(await code(setStandby(near, { id, body: film() }))).toBe("NOT_FOUND");
    expect(await code(removeStandby(near, { id }))).toBe("NOT_FOUND");
    await removeStandby(union, { id });
    expect(await watchedStandby(union, { id })).toBeNull();
  });

  test("is removed a day after the end", async () => {
    const { id } = await onAirLivestream(union, [posting]);
    await setStandby(union, { id, body: film() });
    await desk.database.travel("24 hours");
    expect(await expireStandbys(system)).toBeGreaterThanOrEqual(0);
    expect(await watchedStandby(union, { id })).not.toBeNull();
    await desk.database.travel("2 hours");
    expect(await expireStandbys(system)).toBeGreaterThan(0);
    expect(await watchedStandby(union, { id })).toBeNull();
    expect(await expireStandbys(system)).toBe(0);
    await desk.database.travel("-26 hours");
  });
});

describe("the presenter's page", () => {
  test("holds what is pinned, what comes next and what went wrong, without names of people", async () => {
    const [a, b] = [await publish("铆工"), await publish("车工")];
    const { id } = await onAirLivestream(union, [a, b]);
    await pinPosting(union, { id, action: "pin", postingId: a });
    const said = "月薪一万二";
    await checkClaim(union, { id, action: "check", said, postingId: a, presenter: null });
    const { key } = await issuePresenterKey(union, { id });
    const open = await openPresenterDesk(visitors(), { key });
    expect(open).toMatchObject({
      pinned: { id: a, title: "铆工" },
      next: { postingId: b },
      claims: [{ said }],
    });
    expect((await getPresenterDesk(union, { id })).pinned?.id).toBe(a);
    expect(await code(getPresenterDesk(near, { id }))).toBe("NOT_FOUND");
    await closePosting(union, { id: a, reason: "filled" });
    expect((await openPresenterDesk(visitors(), { key })).pinned).toBeNull();
  });

  test("opens by its newest key alone, until the livestream is over for good", async () => {
    const { id } = await onAirLivestream(union, [posting]);
    const { key: old } = await issuePresenterKey(union, { id });
    const { key } = await issuePresenterKey(union, { id });
    expect(key).toMatch(/^[\w-]{22}$/);
    const opens = (text: string) => openPresenterDesk(visitors(), { key: text });
    expect(await code(opens(old))).toBe("NOT_FOUND");
    expect(await code(opens(""))).toBe("NOT_FOUND");
    expect((await opens(key)).livestream.id).toBe(id);
    expect(await code(issuePresenterKey(near, { id }))).toBe("NOT_FOUND");
    const { rows } = await sql<{ text: string }>`
      select r::text as text from livestream_room r where livestream_id = ${id}`.execute(union.db);
    expect(rows[0]?.text).not.toContain(key);
    await desk.database.travel("4 hours");
    expect(await code(opens(key))).toBe("NOT_FOUND");
    await desk.database.travel("-4 hours");
  });
});
