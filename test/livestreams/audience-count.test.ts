import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDb } from "../../db/client.ts";
import { createApp } from "../../src/app.ts";
import type { ViewerMinutes } from "../../src/livestreams/audience/beats/batch.ts";
import { openAudience } from "../../src/livestreams/audience/store/counting.ts";
import { writeBatch } from "../../src/livestreams/audience/store/viewers.ts";
import { counterOf, endLivestream, getAudience, recordBeat } from "../../src/livestreams/index.ts";
import { contextFor, type RequestContext } from "../../src/platform/context.ts";
import { officer, visitor } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { announcedLivestream, onAirLivestream } from "../factories/livestreams.ts";
import { BROWSER, beat, openPage, pageOf, pass, ROBOT } from "../factories/viewers.ts";
import { bodyOf, type TestApp, testApp } from "../support/app.ts";

const LONG = { graceS: 1800, link: { platform: "douyin", url: "https://live.douyin.com/1" } } as const;

let t: TestApp;
let union: RequestContext;
let other: RequestContext;
beforeAll(async () => {
  t = await testApp({ config: { rateLimitPerMinute: 100_000_000 } });
  await twoAgreements(t.services.db);
  union = await officer(t.services, HOME);
  other = contextFor({ ...t.services, db: createDb(t.database.url, { max: 4 }) }, union.actor);
});
afterAll(async () => {
  await other.db.destroy();
  await t.close();
});

const world = () => ({ database: t.database, services: union });
const show = async () => (await onAirLivestream(union, [], LONG)).id;
const figures = async (id: string) => {
  const { totals, control } = await getAudience(union, { id });
  if (!totals || !control) throw new Error("the control room sees no figures");
  return { ...totals, ...control };
};
const flush = () => Promise.all([counterOf(union).flush(), counterOf(other).flush()]);
const storedRows = async (id: string) =>
  (
    await sql<{ picture: string; text: string }>`
    select picture::text as picture, text::text as text from livestream_viewer where livestream_id = ${id}`.execute(
      union.db,
    )
  ).rows;

describe("over HTTP", () => {
  test("2,000 person-visits, robots and reloads besides: exactly 2,000 are counted", async () => {
    const id = await show();
    const apps = [t.app, createApp({ servicesOf: () => other })] as const;
    const send = async (token: string | null, n: number, userAgent = BROWSER) => {
      const answer = await apps[n % 2 ? 1 : 0].request(`/api/v1/livestreams/${id}/beats`, {
        method: "POST",
        headers: { "content-type": "application/json", "user-agent": userAgent },
        body: JSON.stringify({ mode: "picture", progress: 29, ...(token && { token }) }),
      });
      return bodyOf<{ counted: boolean; reason: string | null; token: string | null }>(answer, 200);
    };
    const people = Array.from({ length: 1_900 }, (_, n) => `person ${n}`);
    const tokens = await Promise.all(people.map((one) => pageOf(union, id, one)));
    expect(new Set(tokens).size).toBe(1_900);
    const robots = await Promise.all(
      people.slice(0, 100).map((one) => openPage(union, id, `robot ${one}`, { userAgent: ROBOT })),
    );
    expect(new Set(robots)).toEqual(new Set([null]));
    const round = async (all: readonly (string | null)[], from = 0) => {
      const answers: Awaited<ReturnType<typeof send>>[] = [];
      for (let n = 0; n < all.length; n += 50)
        answers.push(...(await Promise.all(all.slice(n, n + 50).map((one, at) => send(one, from + n + at)))));
      return answers;
    };

    await pass(world(), id, "30 seconds", [other]);
    const first = await round(tokens);
    expect(first.filter(({ counted }) => counted).length).toBe(1_900);
    for (let n = 0; n < 100; n += 1) expect((await send(null, n, ROBOT)).reason).toBe("robot");
    const reloads = await Promise.all(people.slice(0, 95).map((one) => pageOf(other, id, one)));
    await pass(world(), id, "30 seconds", [other]);
    await round(
      first.map(({ token }) => token),
      1,
    );
    const again = await round(reloads);
    expect(again.every(({ counted }) => counted)).toBe(true);
    await pass(world(), id, "20 minutes", [other]);
    const back = await Promise.all(people.slice(500, 600).map((one) => pageOf(union, id, one)));
    await pass(world(), id, "30 seconds", [other]);
    await round(back);
    await flush();

    const { people: counted, visits, uncounted } = await figures(id);
    expect([counted, visits, uncounted]).toEqual([
      { picture: 1_900, text: 0 },
      { picture: 2_000, text: 0 },
      { robot: 200 },
    ]);
    await t.database.travel("-22 minutes");
  });
});

test("beats are limited per viewer, not per address", async () => {
  const id = await show();
  const services = { ...t.services, config: { ...t.services.config, rateLimitPerMinute: 20 } };
  const app = createApp({ servicesOf: () => services });
  const statuses: number[] = [];
  for (let n = 0; n < 60; n += 1) {
    const { status } = await app.request(`/api/v1/livestreams/${id}/beats`, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": BROWSER },
      body: JSON.stringify({ mode: "text" }),
    });
    statuses.push(status);
  }
  expect(new Set(statuses), "three times the limit of other pages").toEqual(new Set([200]));
});

describe("a viewer counts once", () => {
  test("with a reload and a second tab, in two processes, and after one beat not at all", async () => {
    const id = await show();
    const tabs = [await pageOf(union, id, "a"), await pageOf(other, id, "a"), await pageOf(union, id, "a")];
    const once = await pageOf(union, id, "b");
    await pass(world(), id, "30 seconds", [other]);
    const seen = await Promise.all([
      beat(union, id, tabs[0]),
      beat(other, id, tabs[1]),
      beat(other, id, tabs[2], { mode: "text" }),
      beat(union, id, once),
    ]);
    expect(seen.every(({ counted }) => counted)).toBe(true);
    await flush();
    expect((await figures(id)).people).toEqual({ picture: 0, text: 0 });
    await pass(world(), id, "30 seconds", [other]);
    await Promise.all([beat(union, id, seen[0]?.token ?? ""), beat(other, id, seen[1]?.token ?? "")]);
    await flush();
    await pass(world(), id, "0 seconds");
    expect(await figures(id)).toMatchObject({
      people: { picture: 1, text: 0 },
      visits: { picture: 1, text: 0 },
      uncounted: {},
    });
    expect((await storedRows(id)).length).toBe(2);
  });

  test("a reader of the text stands apart, and time away parts two visits", async () => {
    const id = await show();
    await openAudience(union.db, id);
    const row = (viewer: string, picture: number[], text: number[]): ViewerMinutes => ({
      livestreamId: id,
      viewer: Buffer.alloc(16, viewer).toString("base64url"),
      via: null,
      picture: new Set(picture),
      text: new Set(text),
      firstMs: Date.now() - 60_000,
      lastMs: Date.now(),
    });
    await writeBatch(union.db, {
      viewers: [
        row("a", [0, 1, 17], []),
        row("b", [0, 16], [1]),
        row("c", [], [1, 2, 18]),
        row("d", [1, 2, 40], []),
      ],
      uncounted: [],
    });
    const { series, ...totals } = await figures(id);
    expect(totals).toMatchObject({
      people: { picture: 3, text: 1 },
      // a: 15 minutes away, so twice. b: 14 minutes. c: 15. d: 37.
      visits: { picture: 5, text: 2 },
      minutes: { picture: 8, text: 3 },
      averageMinutes: { picture: 2.7, text: 3 },
      peak: { picture: { people: 2 }, text: { people: 2 } },
    });
    expect([series.picture.slice(0, 3), series.text.slice(0, 3), series.picture.length]).toEqual([
      [2, 2, 1],
      [0, 2, 1],
      41,
    ]);
  });
});

describe("two processes write minutes of one viewer at once", () => {
  const minutes = Array.from({ length: 20 }, (_, n) => n);
  const writeAll = (id: string, merged?: Parameters<typeof writeBatch>[2]) =>
    Promise.all(
      minutes.map((minute) =>
        writeBatch(
          minute % 2 ? other.db : union.db,
          {
            viewers: [
              {
                livestreamId: id,
                viewer: Buffer.alloc(16, 7).toString("base64url"),
                via: null,
                picture: new Set([minute]),
                text: new Set(),
                firstMs: minute * 60_000,
                lastMs: minute * 60_000,
              },
            ],
            uncounted: [{ livestreamId: id, process: id, reason: "robot", n: minute + 1 }],
          },
          merged,
        ),
      ),
    );

  test("no minute is lost, and a batch that is written twice changes nothing", async () => {
    const id = await show();
    await openAudience(union.db, id);
    await writeAll(id);
    await writeAll(id);
    expect((await storedRows(id)).map(({ picture }) => picture)).toEqual(["1".repeat(20)]);
    const { people, minutes: seen, uncounted } = await figures(id);
    expect([people.picture, seen.picture, uncounted]).toEqual([1, 20, { robot: 20 }]);
  });

  test("twin: without the OR, minutes are lost", async () => {
    const id = await show();
    await openAudience(union.db, id);
    await writeAll(id, (column) => sql.ref(`excluded.${column}`));
    const [row] = await storedRows(id);
    expect(row?.picture.match(/1/g)?.length).toBe(1);
  });
});

test("a batch that the database refuses is kept and written later", async () => {
  const id = await show();
  const page = await pageOf(union, id, "a");
  await pass(world(), id, "30 seconds");
  expect((await beat(union, id, page)).counted).toBe(true);
  await sql`alter table livestream_viewer rename to livestream_viewer_away`.execute(union.db);
  await expect(counterOf(union).flush()).rejects.toThrow("livestream_viewer");
  await sql`alter table livestream_viewer_away rename to livestream_viewer`.execute(union.db);
  await counterOf(union).flush();
  expect((await storedRows(id)).length).toBe(1);
});

describe("what does not count", () => {
  test("is counted with its reason", async () => {
    const id = await show();
    const [early, still, fast, good] = [
      await pageOf(union, id, "early"),
      await pageOf(union, id, "still"),
      await pageOf(union, id, "fast"),
      await pageOf(union, id, "good"),
    ];
    const elsewhere = await pageOf(union, await show(), "good");
    expect(await openPage(union, id, "head", { method: "HEAD" })).toBeNull();
    expect(await openPage(union, id, "robot", { userAgent: "curl/8.1" })).toBeNull();
    expect(await beat(union, id, early)).toMatchObject({ counted: false, reason: "early", token: early });
    await pass(world(), id, "30 seconds");
    expect(await beat(union, id, still, { progress: 0 })).toMatchObject({ reason: "still" });
    expect(await beat(union, id, fast, { progress: 500 })).toMatchObject({ reason: "forged", token: null });
    expect(await beat(union, id, undefined)).toMatchObject({ reason: "token", token: null });
    expect(await beat(union, id, elsewhere)).toMatchObject({ reason: "forged", token: null });
    expect(await beat(union, id, good, { userAgent: ROBOT })).toMatchObject({ reason: "robot" });
    await pass(world(), id, "5 minutes");
    const late = await beat(union, id, good);
    expect(late).toMatchObject({ reason: "expired", token: expect.any(String) });
    expect((await beat(union, id, late.token ?? "")).reason).toBe("early");
    await pass(world(), id, "25 seconds");
    expect((await beat(union, id, late.token ?? "")).counted).toBe(true);
    await flush();
    expect((await figures(id)).uncounted).toEqual({
      robot: 2,
      head: 1,
      token: 1,
      forged: 2,
      expired: 1,
      early: 2,
      still: 1,
    });
    expect((await storedRows(id)).length).toBe(1);
    await t.database.travel("-355 seconds");
  });

  test("10,000 beats from one address with invented ids, and pages of too many viewers", async () => {
    const id = await show();
    const mac = "A".repeat(43);
    const guest = visitor(t.services);
    for (let n = 0; n < 10_000; n += 500)
      await Promise.all(
        Array.from({ length: 500 }, (_, at) => {
          const invented = `${String(n + at).padStart(22, "x")}.abc123..${mac}`;
          const asked = { livestreamId: id, userAgent: BROWSER };
          return recordBeat(guest, { ...asked, beat: { mode: "text", token: invented } });
        }),
      );
    const crowd = { ...union, client: "203.0.113.7" };
    const pages = await Promise.all(
      Array.from({ length: 2_600 }, (_, n) => openPage(crowd, id, `viewer ${n}`)),
    );
    expect(pages.filter(Boolean).length).toBe(2_500);
    expect(await openPage({ ...crowd, client: "203.0.113.8" }, id, "viewer 2599")).toEqual(
      expect.any(String),
    );
    await flush();
    expect(await storedRows(id)).toEqual([]);
    expect((await figures(id)).uncounted).toEqual({ forged: 10_000, address: 100 });
  });

  test("a beat before the livestream is on air and after its end is outside the window", async () => {
    const coming = await announcedLivestream(union, [], LONG);
    const token = await pageOf(union, coming.id, "a");
    expect((await beat(union, coming.id, token)).reason).toBe("window");
    const id = await show();
    const page = await pageOf(union, id, "a");
    await pass(world(), id, "30 seconds");
    await endLivestream(union, { id, action: "end" });
    counterOf(union).forget();
    expect((await beat(union, id, page)).reason).toBe("window");
    const guest = visitor(t.services);
    await expect(beat(guest, union.ids.uuid(), page)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await flush();
  });
});
