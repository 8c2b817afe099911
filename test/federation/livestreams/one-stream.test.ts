import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  compareDigests,
  digestOfLog,
  digestOfRows,
  purgeStream,
  SHARED_KINDS,
} from "../../../src/federation/index.ts";
import { tellSignal } from "../../../src/livestreams/copies/telling/index.ts";
import {
  answerQuestion,
  askQuestion,
  cancelLivestream,
  checkClaim,
  correctClaim,
  endLivestream,
  getAudience,
  getRoom,
  type LivestreamView,
  passQuestion,
  pinPosting,
  proposeHandover,
  rejectQuestion,
  resumeLivestream,
  setLink,
  setRunSheet,
  takeBackQuestion,
  tendAudiences,
  unpinPosting,
  updateLivestream,
  withdrawClaim,
} from "../../../src/livestreams/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";

import { announcedLivestream, draftLivestream, onAirLivestream } from "../../factories/livestreams.ts";

import { BROWSER } from "../../factories/viewers.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { code } from "../../support/refusals.ts";
import { KINDS, MAKERS, type Side, type World } from "../fair-day/world.ts";
import {
  ALL,
  dbOf,
  eventsOf,
  LIVE_KINDS,
  lastState,
  openStreams,
  PLAYLIST,
  pageAt,
  STREAM,
  type Streams,
  statusAt,
  viewAt,
  watch,
} from "./world.ts";

/** The number of a person who asks. It reaches no other node. */
const CANARY = "13977778888";

let streams: Streams;
let world: World;
let union: Client;
let welder: string;
let turner: string;
beforeAll(async () => {
  streams = await openStreams();
  ({ world, union, welder, turner } = streams);
});
afterAll(() => world.close());

const away = () => world.people;
const look: Streams["look"] = (...asked) => streams.look(...asked);
const onAir: Streams["onAir"] = (...asked) => streams.onAir(...asked);

test("a draft never leaves; announced, the partners list it and say whose it is", async () => {
  const draft = await draftLivestream(union.ctx);
  await world.sync();
  expect(await statusAt(away(), draft.id)).toBe(404);
  const { id, title } = await announcedLivestream(union.ctx, [welder, turner]);
  await world.sync();
  expect(await statusAt(away(), draft.id)).toBe(404);
  for (const side of [world.people, world.makers]) {
    const view = await viewAt(side, id);
    expect(view).toMatchObject({ id, title, phase: "announced", homeCity: HOME, postings: 2, control: null });
    expect(view).toMatchObject({ hostedHere: false, homeSilent: false, presenters: [{ name: "赵主播" }] });
  }
  const list = await bodyOf<{ items: { id: string }[] }>(
    await away().t.call("GET", "/api/v1/livestreams"),
    200,
  );
  expect(list.items.map((one) => one.id)).toContain(id);
  expect(await pageAt(away(), id)).toContain("这场直播由葫芦岛市播出，本站转播。");
  const at = new Date(Date.now() + 50 * 3_600_000).toISOString();
  await updateLivestream(union.ctx, { id, patch: { title: "改了名的直播", endsAt: at } });
  await setRunSheet(union.ctx, { id, postingIds: [turner] });
  await world.sync();
  expect(await viewAt(away(), id)).toMatchObject({ title: "改了名的直播", endsAt: at, postings: 1 });
  await cancelLivestream(union.ctx, { id, action: "cancel", reason: "主播病了" });
  await world.sync();
  expect(await viewAt(away(), id)).toMatchObject({ phase: "cancelled", cancelReason: "主播病了" });
  expect(await lastState(away(), id)).toMatchObject({ what: "cancelled" });
});

test("on air here is live there, with the home's picture; a pin here is a card there", async () => {
  const id = await onAir();
  expect(await viewAt(away(), id)).toMatchObject({ phase: "live", homeSilent: false, pin: null });
  const answer = await away().t.call("GET", `/livestreams/${id}`);
  expect(answer.headers.get("content-security-policy")).toContain(
    "media-src 'self' blob: https://live.home.example.cn",
  );
  expect(await answer.text()).toContain(`data-playlist="${PLAYLIST}"`);

  await pinPosting(union.ctx, { id, action: "pin", postingId: welder });
  await world.sync();
  expect((await viewAt(away(), id)).pin).toMatchObject({ postingId: welder });
  expect(await lastState(away(), id)).toMatchObject({ what: "pin", onAir: true, pin: { title: "电焊工" } });
  await pinPosting(union.ctx, { id, action: "pin", postingId: turner });
  await unpinPosting(union.ctx, { id, action: "unpin" });
  await world.sync();
  expect((await viewAt(away(), id)).pin).toBeNull();
  const pins = await Promise.all(
    [world.host, away()].map(async ({ t }) =>
      bodyOf<{ items: unknown[] }>(await t.call("GET", `/api/v1/livestreams/${id}/pins`), 200),
    ),
  );
  expect(pins[0]?.items).toHaveLength(2);
  expect(pins[1]).toEqual(pins[0]);

  await endLivestream(union.ctx, { id, action: "end" });
  await world.sync();
  expect(await viewAt(away(), id)).toMatchObject({ phase: "ended" });
  await look(id);
  await resumeLivestream(union.ctx, { id, action: "resume" });
  await world.sync();
  expect(await viewAt(away(), id)).toMatchObject({ phase: "live", pin: null });
});

test("a signal that is lost here is lost there, and a silent home is not shown as live", async () => {
  const id = await onAir();
  await look(id, false);
  await world.sync();
  expect(await viewAt(away(), id)).toMatchObject({ phase: "interrupted", homeSilent: false });
  expect(await lastState(away(), id)).toMatchObject({ what: "signal" });
  await look(id);
  await world.sync();
  expect((await viewAt(away(), id)).phase).toBe("live");
  // Nothing comes from the home for a minute, and then for as long as the grace and more.
  await sql`alter table livestream_signal disable trigger livestream_signal_run`.execute(dbOf(away()));
  for (const silent of ["61 seconds", "20 minutes"]) {
    await sql`
      update livestream_signal set advanced_at = app.now() - ${silent}::interval where livestream_id = ${id}::uuid`.execute(
      dbOf(away()),
    );
    expect(await viewAt(away(), id), silent).toMatchObject({ phase: "interrupted", homeSilent: true });
  }
  await sql`alter table livestream_signal enable trigger livestream_signal_run`.execute(dbOf(away()));
  const page = await pageAt(away(), id);
  expect(page).toContain("现在联系不上播出的城市");
  expect(page).toContain("情况不明");
  // A signal that goes on is told again after twenty seconds, not before.
  const db = dbOf(world.host);
  const toldAfter = async (since: string): Promise<number> => {
    await sql`
      update livestream_signal set told_at = app.now() - ${since}::interval where livestream_id = ${id}::uuid`.execute(
      db,
    );
    await db.transaction().execute((tx) => tellSignal(tx, id));
    const { rows } = await sql<{ n: number }>`
      select told_rev as n from livestream_signal where livestream_id = ${id}::uuid`.execute(db);
    return rows[0]?.n ?? 0;
  };
  const before = await toldAfter("-1 hour");
  expect(await toldAfter("-1 hour")).toBe(before);
  expect(await toldAfter("20 seconds")).toBe(before + 1);
  await look(id);
  await world.sync();
  expect((await viewAt(away(), id)).phase).toBe("live");
});

test("what was said is read there with its correction, and is gone when it is taken back", async () => {
  const id = await onAir();
  const asked = { id, action: "check", postingId: welder, presenter: null } as const;
  const claim = await checkClaim(union.ctx, { ...asked, said: "月薪三万" });
  const fee = await checkClaim(union.ctx, { ...asked, said: "先交押金五百元" });
  await world.sync();
  const claimsAt = async ({ t }: Side) =>
    bodyOf<{ items: { id: string; verdict: string; correction: string | null }[] }>(
      await t.call("GET", `/api/v1/livestreams/${id}/claims`),
      200,
    );
  expect((await claimsAt(away())).items).toEqual((await claimsAt(world.host)).items);
  expect((await claimsAt(away())).items.map((one) => one.id).sort()).toEqual([claim.id, fee.id].sort());
  await correctClaim(union.ctx, { id, action: "correct", claimId: claim.id, text: "是八千" });
  await withdrawClaim(union.ctx, { id, action: "withdraw", claimId: fee.id, reason: "打错了" });
  await world.sync();
  expect((await claimsAt(away())).items).toMatchObject([{ id: claim.id, correction: "是八千" }]);
  const told = (await eventsOf(away(), id)).filter(({ kind }) => kind === "claim");
  expect(told.at(-1)?.data).toMatchObject({ id: fee.id, withdrawn: true });
});

test("a passed question is read there with its answer, and is gone when it is rejected or taken back", async () => {
  const id = await onAir();
  const questionsAt = async ({ t }: Side) =>
    (
      await bodyOf<{ items: { id: string; text: string; answer: { text: string } | null; rev: number }[] }>(
        await t.call("GET", `/api/v1/livestreams/${id}/questions?which=passed`),
        200,
      )
    ).items.map(({ rev: _, ...one }) => one);
  const asker = (await world.host.t.signInAs(CANARY)).ctx;
  const ask = async (text: string) =>
    (await askQuestion(asker, { id, visitor: null, text, postingId: welder, name: null })).id;
  const [rooms, meals, nights] = [
    await ask("有夫妻房吗"),
    await ask("一天管几顿饭"),
    await ask("上不上夜班"),
  ];
  await world.sync();
  expect(await questionsAt(away()), "nobody passed them").toEqual([]);
  for (const questionId of [rooms, meals, nights])
    await passQuestion(union.ctx, { id, questionId, action: "pass" });
  const text = "有，二十间";
  await answerQuestion(union.ctx, { id, questionId: rooms, action: "answer", text });
  await world.sync();
  expect(await questionsAt(away())).toEqual(await questionsAt(world.host));
  expect((await questionsAt(away())).find((one) => one.id === rooms)?.answer).toMatchObject({ text });
  await rejectQuestion(union.ctx, { id, questionId: meals, action: "reject", reason: "offTopic" });
  await takeBackQuestion(asker, { id, questionId: nights, visitor: null });
  await world.sync();
  expect((await questionsAt(away())).map((one) => one.id)).toEqual([rooms]);
  const told = (await eventsOf(away(), id)).filter(({ kind }) => kind === "question");
  expect(JSON.stringify(told)).not.toContain("夜班");
});

test("verbs refuse a copy, also to officers of a city that organises it", async () => {
  const id = await onAir({ cities: [{ city: NEIGHBOUR, role: "organiser" }] });
  const { ctx, ...partner } = await away().t.asOfficer(NEIGHBOUR);
  const seen = await bodyOf<LivestreamView>(await partner.call("GET", `/api/v1/livestreams/${id}`), 200);
  expect(seen.control).toMatchObject({ actions: [], edits: false });
  const page = await partner.call("GET", `/union/livestreams/${id}`);
  expect(await page.text()).toContain("这场直播由葫芦岛市播出，在那里控制。");
  const desk = `href="${world.host.server.url}/union/livestream-room?of=${id}"`;
  for (const path of [
    `/union/livestreams/${id}/run-sheet`,
    `/union/livestreams/${id}/questions`,
    "/union/livestream-room",
  ])
    expect((await (await partner.call("GET", path)).text()).includes(desk), path).toBe(true);
  const before = await sql`select count(*) from outbox`.execute(ctx.db);
  const refused = await Promise.all([
    code(pinPosting(ctx, { id, action: "pin", postingId: welder })),
    code(endLivestream(ctx, { id, action: "end" })),
    code(setRunSheet(ctx, { id, postingIds: [] })),
    code(checkClaim(ctx, { id, action: "check", said: "月薪三万", postingId: welder, presenter: null })),
  ]);
  expect(refused).toEqual(["HOSTED_ELSEWHERE", "HOSTED_ELSEWHERE", "HOSTED_ELSEWHERE", "HOSTED_ELSEWHERE"]);
  expect(await sql`select count(*) from outbox`.execute(ctx.db)).toEqual(before);
  expect((await getRoom(ctx)).offered).toEqual([]);
  const own = await onAirLivestream(ctx, [welder]);
  expect((await getRoom(ctx)).offered.map((one) => one.id)).toEqual([own.id]);
  const handover = { id: own.id, action: "propose", to: id, inS: 30 } as const;
  expect(await code(proposeHandover(ctx, handover))).toBe("HOSTED_ELSEWHERE");
});

test("each node counts its own viewers, and the home adds them exactly", async () => {
  const id = await onAir();
  await watch(world.host, id, 2);
  await watch(world.people, id, 3);
  await watch(world.makers, id, 1);
  await endLivestream(union.ctx, { id, action: "end" });
  await world.sync();
  for (const side of [world.people, world.makers, world.host]) {
    await side.t.database.travel("3 minutes");
    await tendAudiences(side.ctx);
    await tendAudiences(side.ctx);
  }
  await world.sync();
  const audience = await getAudience(union.ctx, { id });
  expect(audience.totals?.people).toEqual({ picture: 2, text: 0 });
  expect(audience.others?.cities.map(({ city, people }) => [city, people.picture])).toEqual([
    [MAKERS, 1],
    [NEIGHBOUR, 3],
  ]);
  expect(audience.others?.total.people).toEqual({ picture: 6, text: 0 });
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from log_entry where header like '%livestreamAudience%'`.execute(
    dbOf(world.host),
  );
  expect(rows[0]?.n, "told once by each").toBe(2);
  // A city whose clause no longer gives its figures is not added.
  await sql`update agreement_clause set kinds = array_remove(kinds, 'livestreamAudience')
    where from_city = ${MAKERS}`.execute(dbOf(world.host));
  const { others } = await getAudience(union.ctx, { id });
  expect(others?.total.people).toEqual({ picture: 5, text: 0 });
  await world.clauses({ kinds: ALL });
});

test("log and rows have equal digests, and nothing told names a secret, a key or a viewer", async () => {
  const id = await onAir();
  await setLink(union.ctx, { livestreamId: id, platform: "douyin", url: "https://live.douyin.com/1" });
  await world.sync();
  const [here, there] = [dbOf(world.host), dbOf(away())];
  const { rows: heads } = await sql<{ epoch: number; size: number }>`
    select epoch, size from log_head where stream = ${STREAM}`.execute(here);
  const log = { stream: STREAM, epoch: 1, size: 0, ...heads[0] };
  for (const kind of SHARED_KINDS.filter((one) => LIVE_KINDS.includes(one.kind))) {
    const told = await digestOfLog(here, kind, log);
    expect(compareDigests(told, await digestOfRows(here, kind, HOME)), kind.kind).toEqual([]);
    expect(compareDigests(told, await digestOfRows(there, kind, HOME)), kind.kind).toEqual([]);
  }
  const { rows: secrets } = await sql<{ one: string; other: string; text: string }>`
    select encode(secret, 'hex') as one, encode(secret, 'base64') as other, id::text as text from livestream`.execute(
    here,
  );
  const { rows: copied } = await sql<{ secret: string }>`
    select encode(secret, 'hex') as secret from livestream`.execute(there);
  const passed = world.links.seen.join("\n");
  expect(passed).toContain(PLAYLIST);
  for (const { one, other } of secrets) {
    expect(passed).not.toContain(one);
    expect(passed).not.toContain(other.replace(/=+$/, ""));
    expect(copied.map(({ secret }) => secret)).not.toContain(one);
  }
  for (const word of ["keyHash", "key_hash", "rtmp://", "createdBy", "notedBy", BROWSER, CANARY])
    expect(passed).not.toContain(word);
});

test("a clause that gives livestreams no more hides the copies at once, and a purge deletes them", async () => {
  const id = await onAir();
  expect(await statusAt(away(), id)).toBe(200);
  await world.clauses({ kinds: KINDS });
  expect(await statusAt(away(), id)).toBe(404);
  expect(await statusAt(world.host, id)).toBe(200);
  const gone = await dbOf(away())
    .transaction()
    .execute((tx) => purgeStream(tx, { stream: STREAM, kinds: LIVE_KINDS }));
  expect(gone.livestream).toBeGreaterThan(0);
  const { rows: left } = await sql<{ n: number }>`
    select ((select count(*) from livestream where home_city = ${HOME}) + (select count(*) from livestream_claim)
      + (select count(*) from livestream_question) + (select count(*) from event_shown where event_id = ${id}::uuid))::int as n`.execute(
    dbOf(away()),
  );
  expect(left[0]?.n).toBe(0);
  const { rows } = await sql<{ city: string }>`select city from livestream_told_audience`.execute(
    dbOf(away()),
  );
  expect(rows.map(({ city }) => city)).toContain(NEIGHBOUR);
  // At home, a purge of its own city deletes nothing.
  const db = dbOf(world.host);
  const kept = await db.transaction().execute((tx) => purgeStream(tx, { stream: STREAM, kinds: LIVE_KINDS }));
  expect(Object.values(kept).every((n) => n === 0)).toBe(true);
  await world.clauses({ kinds: ALL });
});
