import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  announceLivestream,
  cancelLivestream,
  createLivestream,
  createLivestreamChannel,
  endLivestream,
  getLivestream,
  goOnAir,
  listLivestreamChannels,
  listLivestreams,
  removeLink,
  resumeLivestream,
  setLink,
  setRunSheet,
  updateLivestream,
} from "../../src/livestreams/index.ts";
import { officer, visitor } from "../factories/actors.ts";
import { COUNTY, FIRST, FOREIGN, HOME, NEIGHBOUR, SECOND } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { announcedFair, hoursAhead } from "../factories/fairs.ts";
import {
  advance,
  announcedLivestream,
  draftLivestream,
  livestreamInput,
  onAirLivestream,
  presenterInput,
} from "../factories/livestreams.ts";
import { daysAhead, emitted, publishedPosting } from "../factories/postings.ts";
import { code, fields } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let postingId: string;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  const people = { member: desk.company.member, officer: desk.union };
  postingId = (await publishedPosting(people, desk.company.enterprise.id)).id;
});
afterAll(() => desk.database.drop());

const phaseOf = async (id: string, ctx = visitor(desk.services)) => (await getLivestream(ctx, { id })).phase;

describe("from the draft to the end", () => {
  test("phases follow the clock and the signal, and nothing has to run", async () => {
    const { union, database, services } = desk;
    const times = { startsAt: await hoursAhead(union, 0.4), endsAt: await hoursAhead(union, 1) };
    const { id } = await announcedLivestream(union, [postingId], times);
    expect(await phaseOf(id)).toBe("announced");
    await advance(services.db, id);
    expect([await phaseOf(id, union), await phaseOf(id)]).toEqual(["rehearsal", "announced"]);
    await database.travel("25 minutes");
    expect([await phaseOf(id, union), await phaseOf(id)]).toEqual(["waiting", "waiting"]);
    expect(await code(goOnAir(union, { id, action: "goOnAir" }))).toBe("LIVESTREAM_NO_SIGNAL");
    await advance(services.db, id);
    expect((await goOnAir(union, { id, action: "goOnAir" })).phase).toBe("live");
    await database.travel("11 seconds");
    expect(await phaseOf(id)).toBe("interrupted");
    await advance(services.db, id);
    expect(await phaseOf(id)).toBe("live");
    await database.travel("181 seconds");
    expect(await phaseOf(id)).toBe("ended");
    await advance(services.db, id);
    expect(await phaseOf(id), "a signal after the grace").toBe("ended");
    const resumed = await resumeLivestream(union, { id, action: "resume" });
    expect([resumed.phase, resumed.id, resumed.overAt]).toEqual(["live", id, null]);
    const ended = await endLivestream(union, { id, action: "end" });
    expect([ended.phase, ended.overAt]).toEqual(["ended", expect.any(String)]);
    expect(await code(endLivestream(union, { id, action: "end" }))).toBe("LIVESTREAM_STATE");
    await database.travel("-1692 seconds");
  });

  test("one that never went on air ends at its planned end", async () => {
    const { union, database, services } = desk;
    const { id } = await announcedLivestream(union, [postingId]);
    await database.travel("48 hours 30 minutes");
    expect(await phaseOf(id)).toBe("waiting");
    await database.travel("30 minutes 1 second");
    expect(await phaseOf(id)).toBe("ended");
    await advance(services.db, id);
    for (const late of [
      () => goOnAir(union, { id, action: "goOnAir" }),
      () => resumeLivestream(union, { id, action: "resume" }),
    ])
      expect(await code(late())).toBe("LIVESTREAM_STATE");
    const past = await listLivestreams(visitor(services), { which: "past", limit: 1 });
    expect(past.items[0]?.id).toBe(id);
    await database.travel("-49 hours -1 second");
  });

  test("is announced with a presenter, a permit until its end, and a posting or a link", async () => {
    const { union } = desk;
    const bare = await draftLivestream(union, { presenters: [] });
    const announce = (id: string) => announceLivestream(union, { id, action: "announce" });
    expect(await fields(announce(bare.id))).toEqual(["presenters:MISSING", "postings:MISSING"]);
    const short = await presenterInput(union, { permitUntil: await daysAhead(union, 1) });
    await updateLivestream(union, { id: bare.id, patch: { presenters: [short] } });
    expect(await fields(announce(bare.id))).toEqual(["permits:MISSING", "postings:MISSING"]);
    await updateLivestream(union, { id: bare.id, patch: { presenters: [await presenterInput(union)] } });
    const link = { livestreamId: bare.id, platform: "douyin" } as const;
    await setLink(union, { ...link, url: "https://live.douyin.com/123" });
    const view = await getLivestream(union, { id: bare.id });
    expect(view.control?.blockers).toEqual([]);
    const shown = await announce(bare.id);
    expect(shown).toMatchObject({
      phase: "announced",
      links: [{ platform: "douyin", url: "https://live.douyin.com/123" }],
      channel: expect.any(String),
    });
    expect(await fields(removeLink(union, link))).toEqual(["postings:MISSING"]);
    expect((await getLivestream(union, { id: bare.id })).links.length).toBe(1);
    expect(await code(announce(bare.id))).toBe("LIVESTREAM_STATE");
  });

  test("nobody goes on air with a permit that ended; one that ends on air is flagged", async () => {
    const { union, database, services } = desk;
    const today = await presenterInput(union, { permitUntil: await daysAhead(union, 0) });
    const soon = { startsAt: await hoursAhead(union, 0.1), endsAt: await hoursAhead(union, 0.2) };
    const { id } = await draftLivestream(union, { ...soon, presenters: [today] });
    await setRunSheet(union, { id, postingIds: [postingId] });
    await sql`update livestream_presenter set permit_until = permit_until + 1 where livestream_id = ${id}`.execute(
      services.db,
    );
    await announceLivestream(union, { id, action: "announce" });
    await advance(services.db, id);
    await sql`update livestream_presenter set permit_until = app.today() - 1 where livestream_id = ${id}`.execute(
      services.db,
    );
    expect(await code(goOnAir(union, { id, action: "goOnAir" }))).toBe("LIVESTREAM_PERMIT_ENDED");
    const live = await onAirLivestream(union, [postingId]);
    expect(live.control?.flags).toEqual([]);
    await sql`update livestream_presenter set permit_until = app.today() - 1 where livestream_id = ${live.id}`.execute(
      services.db,
    );
    const seen = await getLivestream(union, { id: live.id });
    expect([seen.phase, seen.control?.flags, seen.presenters[0]?.permitEnded]).toEqual([
      "live",
      ["permitEnded"],
      true,
    ]);
    await database.travel("0 seconds");
  });

  test("is cancelled with a public reason, unless it is on air", async () => {
    const { union } = desk;
    const { id } = await announcedLivestream(union, [postingId]);
    const cancelled = await cancelLivestream(union, { id, action: "cancel", reason: "设备故障" });
    expect(cancelled).toMatchObject({ phase: "cancelled", cancelReason: "设备故障" });
    expect((await getLivestream(visitor(desk.services), { id })).cancelReason).toBe("设备故障");
    expect((await emitted(union, id)).at(-1)).toMatchObject({ stream: `${HOME}/public`, op: "close" });
    const { id: live } = await onAirLivestream(union, [postingId]);
    const late = cancelLivestream(union, { id: live, action: "cancel", reason: "x" });
    expect(await code(late)).toBe("LIVESTREAM_STATE");
    const draft = await draftLivestream(union);
    await cancelLivestream(union, { id: draft.id, action: "cancel", reason: "写错了" });
    expect(await code(getLivestream(visitor(desk.services), { id: draft.id }))).toBe("NOT_FOUND");
  });
});

describe("edits", () => {
  test("a repeated command gets the same answer; a stale revision is refused", async () => {
    const { union } = desk;
    const { id, rev } = await draftLivestream(union);
    await setRunSheet(union, { id, postingIds: [postingId] });
    const commandId = union.ids.uuid();
    const first = await announceLivestream(union, { id, action: "announce", commandId });
    expect(await announceLivestream(union, { id, action: "announce", commandId })).toEqual(first);
    expect(await code(updateLivestream(union, { id, ifRev: rev, patch: { title: "新" } }))).toBe(
      "REVISION_CONFLICT",
    );
    const named = await updateLivestream(union, { id, ifRev: first.rev, patch: { title: "新标题" } });
    expect([named.title, named.rev, named.presenters]).toEqual(["新标题", first.rev + 1, first.presenters]);
  });

  test("on air, the start stays; over, nothing is edited", async () => {
    const { union } = desk;
    const { id } = await onAirLivestream(union, [postingId]);
    const startsAt = await hoursAhead(union, 0.1);
    expect(await code(updateLivestream(union, { id, patch: { startsAt } }))).toBe("LIVESTREAM_STATE");
    const longer = await updateLivestream(union, { id, patch: { endsAt: await hoursAhead(union, 2) } });
    expect(longer.phase).toBe("live");
    await endLivestream(union, { id, action: "end" });
    expect(await code(updateLivestream(union, { id, patch: { title: "x" } }))).toBe("LIVESTREAM_STATE");
  });

  test("invalid input names its field", async () => {
    const { union, company } = desk;
    const starts = await hoursAhead(union, 5);
    const wrong = async (overrides: Parameters<typeof draftLivestream>[1]) =>
      fields(createLivestream(union, await livestreamInput(union, overrides)));
    expect(await wrong({ startsAt: starts, endsAt: starts })).toEqual(["endsAt:BEFORE_START"]);
    expect(await wrong({ startsAt: starts, endsAt: await hoursAhead(union, 30) })).toEqual([
      "endsAt:TOO_LONG",
    ]);
    expect(await wrong({ cities: [{ city: FOREIGN, role: "organiser" }] })).toEqual([
      "cities:NOT_IN_AGREEMENT",
    ]);
    const both = await presenterInput(union, { enterpriseId: company.enterprise.id });
    expect(await wrong({ presenters: [both] })).toEqual(["presenters.0.enterpriseId:MISSING"]);
    const unknown = await presenterInput(union, { union: null, enterpriseId: union.ids.uuid() });
    expect(await wrong({ presenters: [unknown] })).toEqual(["presenters:UNKNOWN"]);
    expect(await wrong({ fairId: union.ids.uuid() })).toEqual(["fairId:UNKNOWN"]);
    expect(await wrong({ agreement: SECOND.slug })).toEqual(["agreement:NOT_IN_FORCE"]);
  });

  test("stands beside a fair with some of its venues", async () => {
    const { union, services } = desk;
    const fair = await announcedFair(union);
    const [venue] = fair.venues;
    const made = await draftLivestream(union, { fairId: fair.id, venueIds: [venue?.id ?? ""] });
    expect(made.fair).toEqual({ id: fair.id, title: fair.title });
    expect(made.venues).toEqual([{ id: venue?.id, name: venue?.name, city: venue?.city }]);
    const found = await listLivestreams(union, { which: "own", fairId: fair.id, limit: 5 });
    expect(found.items.map(({ id }) => id)).toEqual([made.id]);
    const alone = await updateLivestream(union, { id: made.id, patch: { fairId: null } });
    expect([alone.fair, alone.venues]).toEqual([null, []]);
    expect(
      (await listLivestreams(visitor(services), { which: "coming", fairId: fair.id, limit: 5 })).items,
    ).toEqual([]);
  });
});

describe("rights and lists", () => {
  test("a draft belongs to its city; the agreement's readers see an announced livestream", async () => {
    const { services, union } = desk;
    const neighbour = await officer(services, NEIGHBOUR);
    const foreign = await officer(services, FOREIGN);
    const county = await officer(services, HOME, COUNTY[HOME]);
    const draft = await draftLivestream(union);
    const shown = await announcedLivestream(union, [postingId]);
    const elsewhere = visitor(services, SECOND.slug);
    for (const stranger of [neighbour, foreign, county, visitor(services), elsewhere])
      expect(await code(getLivestream(stranger, { id: draft.id }))).toBe("NOT_FOUND");
    for (const reader of [neighbour, visitor(services), visitor(services, FIRST.slug)])
      expect(await getLivestream(reader, { id: shown.id })).toMatchObject({
        title: shown.title,
        control: null,
      });
    for (const stranger of [foreign, elsewhere])
      expect(await code(getLivestream(stranger, { id: shown.id }))).toBe("NOT_FOUND");
    for (const stranger of [neighbour, foreign, county])
      for (const verb of [
        () => updateLivestream(stranger, { id: shown.id, patch: { title: "x" } }),
        () => endLivestream(stranger, { id: shown.id, action: "end" }),
        () => setRunSheet(stranger, { id: shown.id, postingIds: [] }),
      ])
        expect(await code(verb())).toBe("NOT_FOUND");
    expect((await listLivestreams(elsewhere, { which: "coming", limit: 20 })).items).toEqual([]);
  });

  test("officers of organising cities control it, and do not edit it", async () => {
    const { services, union } = desk;
    const neighbour = await officer(services, NEIGHBOUR);
    const joint = await onAirLivestream(union, [postingId], {
      cities: [{ city: NEIGHBOUR, role: "organiser" }],
    });
    const seen = await getLivestream(neighbour, { id: joint.id });
    expect(seen.control).toMatchObject({ edits: false, signal: true, actions: ["end"] });
    expect(await code(updateLivestream(neighbour, { id: joint.id, patch: { title: "x" } }))).toBe(
      "NOT_FOUND",
    );
    expect((await endLivestream(neighbour, { id: joint.id, action: "end" })).phase).toBe("ended");
    const own = await listLivestreams(neighbour, { which: "own", limit: 20 });
    expect(own.items.map(({ id }) => id)).toEqual([joint.id]);
  });

  test("each organising city adds channels and sees its own, the home city all", async () => {
    const { services, union } = desk;
    const neighbour = await officer(services, NEIGHBOUR);
    const cities = [{ city: NEIGHBOUR, role: "organiser" as const }];
    const { id, channel } = await announcedLivestream(union, [postingId], { cities });
    const made = await createLivestreamChannel(neighbour, {
      livestreamId: id,
      name: "公众号",
      kind: "account",
    });
    const codes = async (ctx: typeof union) =>
      (await listLivestreamChannels(ctx, id)).map(({ code: one, applications }) => [one, applications]);
    expect(await codes(neighbour)).toEqual([[made.code, 0]]);
    expect(await codes(union)).toEqual([
      [channel, 0],
      [made.code, 0],
    ]);
    const foreign = await officer(services, FOREIGN);
    expect(await code(listLivestreamChannels(foreign, id))).toBe("NOT_FOUND");
  });

  test("pages of a list join without a gap, and are counted by phase", async () => {
    const { union } = desk;
    const marks = { cities: [{ city: "210700", role: "supporter" }] } as const;
    for (let n = 0; n < 3; n += 1)
      await announcedLivestream(union, [postingId], { cities: [...marks.cities], title: `第 ${n} 场` });
    await onAirLivestream(union, [postingId], { cities: [...marks.cities], title: "第 3 场" });
    const titles: string[] = [];
    let cursor: string | undefined;
    const asked = { which: "coming", city: "210700", limit: 3 } as const;
    do {
      const page = await listLivestreams(union, { ...asked, cursor });
      expect(page.counts).toEqual({ announced: 3, live: 1 });
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(titles).toEqual(["第 3 场", "第 0 场", "第 1 场", "第 2 场"]);
    const live = await listLivestreams(union, { ...asked, phase: "live" });
    expect(live.items.map(({ title }) => title)).toEqual(["第 3 场"]);
    expect(live.counts).toEqual({ announced: 3, live: 1 });
  });

  test("its secret stands in no answer, change or audit row", async () => {
    const { union, services } = desk;
    const { id } = await announcedLivestream(union, [postingId]);
    const { rows } = await sql<{ hex: string; base64: string; told: string }>`
      select encode(secret, 'hex') as hex, encode(secret, 'base64') as base64,
        (select string_agg(payload::text, '') from outbox where record_id = ${id})
          || (select string_agg(detail::text, '') from audit where subject_id = ${id}) as told
      from livestream where id = ${id}`.execute(services.db);
    const [row] = rows;
    const answers = JSON.stringify(await getLivestream(union, { id })) + (row?.told ?? "");
    expect(row?.hex).toMatch(/^[0-9a-f]{64}$/);
    expect(answers.length).toBeGreaterThan(1_000);
    for (const form of [row?.hex ?? "?", row?.base64 ?? "?", "secret"]) expect(answers).not.toContain(form);
  });
});
