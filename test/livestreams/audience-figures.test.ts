import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Tx } from "../../db/client.ts";
import type { ViewerMinutes } from "../../src/livestreams/audience/beats/batch.ts";
import { forgetCounted } from "../../src/livestreams/audience/cache.ts";
import { settleAudience } from "../../src/livestreams/audience/figures/tend-audience.ts";
import { openAudience } from "../../src/livestreams/audience/store/counting.ts";
import { eraseViewers, lockAudience } from "../../src/livestreams/audience/store/figures.ts";
import { writeBatch } from "../../src/livestreams/audience/store/viewers.ts";
import {
  addPlatformFigure,
  counterOf,
  createLivestreamChannel,
  endLivestream,
  getAudience,
  getLivestreamReport,
  listLivestreamReportLines,
  listPlatformFigures,
  resumeLivestream,
  tendAudiences,
} from "../../src/livestreams/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { officer, visitor } from "../factories/actors.ts";
import { NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { advance, onAirLivestream } from "../factories/livestreams.ts";
import { beat, pageOf, pass } from "../factories/viewers.ts";
import { PATIENCE } from "../support/patience.ts";
import { code, fields } from "../support/refusals.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
beforeAll(async () => {
  desk = await cityWithEnterprise();
});
afterAll(() => desk.database.drop());

const LINK = { link: { platform: "douyin", url: "https://live.douyin.com/1" } } as const;
const db = () => desk.services.db;

const viewer = (livestreamId: string, n: number, minutes: number[]): ViewerMinutes => ({
  livestreamId,
  viewer: Buffer.alloc(16, n).toString("base64url"),
  via: null,
  picture: new Set(minutes),
  text: new Set(),
  firstMs: Date.now() - 60_000,
  lastMs: Date.now(),
});

/** Creates a livestream on air that three viewers saw for four minutes in all. */
async function watched(more: Parameters<typeof onAirLivestream>[2] = {}): Promise<string> {
  const { id } = await onAirLivestream(desk.union, [], { ...LINK, ...more });
  await openAudience(db(), id);
  const viewers = [viewer(id, 1, [0, 1]), viewer(id, 2, [1]), viewer(id, 3, [40])];
  await writeBatch(db(), { viewers, uncounted: [{ livestreamId: id, process: id, reason: "robot", n: 4 }] });
  return id;
}

const rowsOf = async (id: string) => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from livestream_viewer where livestream_id = ${id}`.execute(db());
  return rows[0]?.n;
};
const read = (id: string, ctx: RequestContext = desk.union) => {
  forgetCounted(ctx);
  return getAudience(ctx, { id });
};
const COUNTED = { people: { picture: 3 }, visits: { picture: 3 }, minutes: { picture: 4 } };

describe("after the end", () => {
  test("figures are stored, and a day later the rows are deleted and the figures stay", async () => {
    const { union, database, services } = desk;
    const id = await watched();
    await tendAudiences(services);
    await endLivestream(union, { id, action: "end" });
    const live = await read(id);
    expect(live.totals).toMatchObject(COUNTED);
    await tendAudiences(services);
    expect((await read(id)).control?.frozenAt, "before the last batches").toBeNull();
    await database.travel("3 minutes");
    expect(await tendAudiences(services)).toEqual({ frozen: 1, erased: 0 });
    expect(await tendAudiences(services)).toEqual({ frozen: 0, erased: 0 });
    await database.travel("23 hours");
    expect([(await tendAudiences(services)).erased, await rowsOf(id)]).toEqual([0, 3]);
    await database.travel("1 hour");
    expect([(await tendAudiences(services)).erased, await rowsOf(id)]).toEqual([1, 0]);
    const kept = await read(id);
    expect(kept.totals).toEqual(live.totals);
    expect(kept.control).toMatchObject({ series: live.control?.series, uncounted: { robot: 4 } });
    expect(kept.control?.erasedAt).toEqual(expect.any(String));
    const { figures } = await getLivestreamReport(union, id);
    expect(figures.find(({ measure }) => measure === "viewers")?.total).toBe(3);
    await writeBatch(db(), { viewers: [viewer(id, 9, [2])], uncounted: [] });
    expect(await rowsOf(id), "a batch that is a day late").toBe(0);
    await database.travel("-24 hours -3 minutes");
  });

  test("a crash between the figures and the deletion loses and doubles nothing", async () => {
    const { union, database, services } = desk;
    const id = await watched();
    await endLivestream(union, { id, action: "end" });
    const live = await read(id);
    await database.travel("25 hours");
    const crash = db()
      .transaction()
      .execute(async (tx) => {
        await settleAudience(tx, services, { livestreamId: id, erase: true });
        throw new Error("killed");
      });
    await expect(crash).rejects.toThrow("killed");
    expect(await rowsOf(id)).toBe(3);
    const both = await Promise.all([tendAudiences(services), tendAudiences(services)]);
    expect(both.reduce((sum, { erased }) => sum + erased, 0)).toBe(1);
    expect([(await read(id)).totals, await rowsOf(id)]).toEqual([live.totals, 0]);
    await database.travel("-25 hours");
  });

  test("twin: in two transactions, a crash between them loses the people", async () => {
    const { union, database, services } = desk;
    const id = await watched();
    await endLivestream(union, { id, action: "end" });
    await database.travel("25 hours");
    await sql`delete from livestream_viewer where livestream_id = ${id}`.execute(db());
    await tendAudiences(services);
    expect((await read(id)).totals?.people.picture).toBe(0);
    await database.travel("-25 hours");
  });

  test("a restored backup without viewers keeps the figures of the end", async () => {
    const { union, database, services } = desk;
    const id = await watched();
    await endLivestream(union, { id, action: "end" });
    await database.travel("3 minutes");
    await tendAudiences(services);
    await sql`delete from livestream_viewer where livestream_id = ${id}`.execute(db());
    await database.travel("24 hours");
    await tendAudiences(services);
    expect((await read(id)).totals).toMatchObject(COUNTED);
    await database.travel("-24 hours -3 minutes");
  });

  test("one that goes on is counted on, and stored again at its new end", async () => {
    const { union, database, services } = desk;
    const id = await watched();
    await endLivestream(union, { id, action: "end" });
    await database.travel("3 minutes");
    await tendAudiences(services);
    await advance(db(), id);
    await resumeLivestream(union, { id, action: "resume" });
    await writeBatch(db(), { viewers: [viewer(id, 8, [3])], uncounted: [] });
    expect((await read(id)).totals?.people.picture).toBe(4);
    await endLivestream(union, { id, action: "end" });
    await database.travel("3 minutes");
    expect(await tendAudiences(services)).toEqual({ frozen: 1, erased: 0 });
    expect((await read(id)).totals?.people.picture).toBe(4);
    await database.travel("-6 minutes");
  });

  /** Deletes the rows while another connection runs `write`. Returns the rows that are then there. */
  async function overtaken(write: (id: string) => Promise<unknown>): Promise<number | undefined> {
    const id = await watched();
    let written: Promise<unknown> = Promise.resolve();
    await db()
      .transaction()
      .execute(async (tx: Tx) => {
        await lockAudience(tx, id);
        await sql`update livestream_audience set figures = '{}', frozen_at = app.now() where livestream_id = ${id}`.execute(
          tx,
        );
        await eraseViewers(tx, id);
        written = write(id);
        await vi.waitFor(async () => {
          const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`.execute(db());
          expect(rows[0]?.n).toBeGreaterThan(0);
        }, PATIENCE);
      });
    await written;
    return rowsOf(id);
  }

  test("a batch that comes during the deletion leaves no row behind", async () => {
    const late = (id: string) => writeBatch(db(), { viewers: [viewer(id, 5, [1])], uncounted: [] });
    expect(await overtaken(late)).toBe(0);
  });

  test("twin: without the lock, a row stays", async () => {
    const late = (id: string) =>
      sql`insert into livestream_viewer (livestream_id, viewer, picture, text, first_at, last_at)
        select a.livestream_id, decode(repeat('0a', 16), 'hex'), '1', '', app.now(), app.now() from livestream_audience a
        where a.livestream_id = ${id} and a.erased_at is null`.execute(db());
    expect(await overtaken(late)).toBe(1);
  });
});

describe("who sees it", () => {
  test("the public sees how many are there, and the totals after the end; the control room all", async () => {
    const { union, services, database } = desk;
    // The clock stands early in a minute, so that no minute ends between two of the steps below.
    const { rows } = await sql<{ second: number }>`
      select extract(second from app.now())::float8 as second`.execute(db());
    const aligned = 65 - (rows[0]?.second ?? 0);
    await database.travel(`${aligned} seconds`);
    const { id } = await onAirLivestream(union, [], { ...LINK, graceS: 1800 });
    const guest = visitor(services);
    const [a, b] = [await pageOf(union, id, "a"), await pageOf(union, id, "b")];
    await pass(desk, id, "30 seconds");
    const first = [await beat(union, id, a), await beat(union, id, b, { mode: "text" })];
    await pass(desk, id, "30 seconds");
    await beat(union, id, first[0]?.token ?? "");
    await beat(union, id, first[1]?.token ?? "", { mode: "text" });
    await counterOf(union).flush();
    await pass(desk, id, "60 seconds");
    const seen = await read(id, guest);
    expect(seen).toMatchObject({ online: { picture: 1, text: 1 }, totals: null, control: null });
    expect(seen.method).toMatchObject({ beatS: 30, viewerBeats: 2, visitGapMin: 15 });
    expect((await read(id)).control?.uncounted).toEqual({});
    await endLivestream(union, { id, action: "end" });
    const over = await read(id, guest);
    expect([over.online, over.control, over.totals?.people]).toEqual([null, null, { picture: 1, text: 1 }]);
    expect(await code(getAudience(guest, { id: union.ids.uuid() }))).toBe("NOT_FOUND");
    await database.travel(`${-120 - aligned} seconds`);
  });
});

describe("figures of other platforms", () => {
  const input = async (more: Partial<Parameters<typeof addPlatformFigure>[1]> = {}) => ({
    platform: "douyin" as const,
    measure: "people" as const,
    value: 12_000,
    source: "抖音直播后台",
    asOf: new Date(Date.now() - 60_000).toISOString(),
    replaces: null,
    ...more,
  });

  test("stand beside ours with their source, and are corrected, not overwritten", async () => {
    const { union, services } = desk;
    const livestreamId = await watched();
    const first = await addPlatformFigure(union, { livestreamId, ...(await input()) });
    const fixes = await Promise.allSettled(
      [10_200, 10_300].map(async (value) =>
        addPlatformFigure(union, { livestreamId, ...(await input({ value, replaces: first.id })) }),
      ),
    );
    expect(fixes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { control, totals } = await read(livestreamId);
    expect(control?.platform.map(({ value, replaces }) => [value > 12_000, replaces])).toEqual([
      [false, first.id],
    ]);
    expect(totals?.people.picture, "never added").toBe(3);
    const { items } = await listPlatformFigures(union, { livestreamId, limit: 20 });
    expect(items.map(({ value, replacedBy }) => [value === 12_000, replacedBy])).toEqual([
      [false, null],
      [true, items[0]?.id],
    ]);
    const again = addPlatformFigure(union, { livestreamId, ...(await input({ replaces: first.id })) });
    expect(await code(again)).toBe("CONFLICT");
    const asOf = new Date(Date.now() + 3_600_000).toISOString();
    expect(await fields(addPlatformFigure(union, { livestreamId, ...(await input({ asOf })) }))).toEqual([
      "asOf:FUTURE",
    ]);
    const unknown = await input({ replaces: union.ids.uuid() });
    expect(await fields(addPlatformFigure(union, { livestreamId, ...unknown }))).toEqual([
      "replaces:UNKNOWN",
    ]);
    const neighbour = await officer(services, NEIGHBOUR);
    const figure = { livestreamId, ...(await input()) };
    expect(await code(addPlatformFigure(neighbour, figure))).toBe("NOT_FOUND");
    const asked = listPlatformFigures(visitor(services), { livestreamId, limit: 5 });
    expect(await code(asked)).toBe("NOT_FOUND");
  });
});

describe("from watching to work", () => {
  test("people are counted by channel, and each figure opens its list", async () => {
    const { union, services } = desk;
    const { id } = await onAirLivestream(union, [], LINK);
    await openAudience(db(), id);
    const channel = await createLivestreamChannel(union, {
      livestreamId: id,
      name: "公众号",
      kind: "account",
    });
    const viewers = [
      { ...viewer(id, 1, [0]), via: channel.code },
      { ...viewer(id, 2, [0]), via: channel.code },
      { ...viewer(id, 3, [0]), via: "gz-00000" },
    ];
    await writeBatch(db(), { viewers, uncounted: [] });
    const { figures } = await getLivestreamReport(union, id);
    expect(figures.map(({ measure, total }) => [measure, total])).toEqual([
      ["viewers", 3],
      ["questions", 0],
      ["applications", 0],
      ["intents", 0],
      ["starts", 0],
      ["atWork30", 0],
    ]);
    const lines = await listLivestreamReportLines(union, { livestreamId: id, measure: "viewers", limit: 20 });
    expect(lines.items.map(({ channel: by, weight }) => [by, weight]).sort()).toEqual(
      [
        [null, 1],
        [channel.code, 2],
      ].sort(),
    );
    expect((await read(id)).control?.channels).toEqual([
      { code: channel.code, people: 2 },
      { code: null, people: 1 },
    ]);
    expect(await code(getLivestreamReport(await officer(services, NEIGHBOUR), id))).toBe("NOT_FOUND");
  });
});
