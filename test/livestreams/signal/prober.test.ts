import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { takePublish, takeUnpublish } from "../../../src/livestreams/signal/callbacks/take-callbacks.ts";
import type { MediaPlaylist } from "../../../src/livestreams/signal/playlist/schema.ts";
import { createProber } from "../../../src/livestreams/signal/probe/create-prober.ts";
import type { LookAt } from "../../../src/livestreams/signal/probe/look-at.ts";
import { settleLook } from "../../../src/livestreams/signal/probe/settle-look.ts";
import type { Seen } from "../../../src/livestreams/signal/rules/state.ts";
import { STREAM_SERVERS } from "../../../src/livestreams/signal/servers/index.ts";
import { readSources } from "../../../src/livestreams/signal/sources/read-sources.ts";
import { setSource } from "../../../src/livestreams/signal/sources/set-source.ts";
import { takeDue } from "../../../src/livestreams/signal/store/looks.ts";
import { PATIENCE } from "../../support/patience.ts";
import { openSignals, STREAMS } from "./world.ts";

let world: Awaited<ReturnType<typeof openSignals>>;
beforeAll(async () => {
  world = await openSignals();
});
afterAll(() => world.database.drop());
beforeEach(() => sql`delete from livestream_source`.execute(world.database.db).then(() => undefined));

const ABSENT: Seen = { fault: "absent" };
/** Playlists by address, as a look finds them. */
const pictures = new Map<string, Seen>();
let asked: string[] = [];
const lookAt: LookAt = async (address) => {
  asked.push(address);
  return pictures.get(address) ?? ABSENT;
};
const PLAYLIST: MediaPlaylist = {
  kind: "media",
  targetS: 2,
  sequence: 0,
  discontinuities: 0,
  ended: false,
  segments: [{ uri: "x.ts", path: "x.ts", durationS: 2, discontinuity: false, gap: false }],
};
/** Shows three segments from this number on. */
function show(address: string, from: number, ended = false): void {
  const segments = [0, 1, 2].map((i) => {
    const path = `${from + i}.ts`;
    return { uri: path, path, durationS: 2, discontinuity: false, gap: false };
  });
  pictures.set(address, { playlist: { ...PLAYLIST, sequence: from, ended, segments } });
}

const dropped: string[] = [];
const proberOf = () =>
  createProber(world.ctx, {
    lookAt,
    streams: {
      server: STREAM_SERVERS.nginx,
      hlsUrl: STREAMS.hlsUrl,
      drop: async (name) => void dropped.push(name),
    },
  });

/** Moves the clock to the next look, looks, and returns the addresses that were asked for. */
async function round(interval = "3 seconds"): Promise<string[]> {
  asked = [];
  await world.database.travel(interval);
  const prober = proberOf();
  await prober.look();
  await prober.idle();
  return asked;
}
async function addressed(given: Parameters<typeof world.livestream>[0] = {}) {
  const id = await world.livestream(given);
  const url = `https://pictures.test/${id}.m3u8`;
  await setSource(world.union, { livestreamId: id, kind: "address", url });
  return { id, url };
}
const advanced = async (id: string) => (await world.signal(id))?.advancedAt ?? null;

describe("an address", () => {
  test("has a signal once its picture moves, and one take until it ends", async () => {
    const { id, url } = await addressed();
    show(url, 1);
    await round("0 seconds");
    expect(await advanced(id)).toBeNull();
    await round();
    expect([await advanced(id), await world.takes(id)]).toEqual([null, []]);
    show(url, 2);
    await round();
    const first = await advanced(id);
    expect(first).not.toBeNull();
    show(url, 4);
    await round();
    expect((await advanced(id))?.getTime()).toBeGreaterThan(first?.getTime() ?? Number.POSITIVE_INFINITY);
    expect(await world.takes(id)).toMatchObject([{ client: null, reason: null }]);
    show(url, 5, true);
    await round();
    expect((await world.signal(id))?.endedAt).not.toBeNull();
    expect(await world.takes(id)).toMatchObject([{ reason: "endlist" }]);
  });

  test("keeps its take over a short pause, and has a new one after the grace", async () => {
    const { id, url } = await addressed();
    for (const from of [1, 2]) {
      show(url, from);
      await round();
    }
    pictures.set(url, ABSENT);
    await round("75 seconds");
    show(url, 9);
    await round();
    expect(await world.takes(id)).toMatchObject([{ reason: null }]);
    pictures.set(url, ABSENT);
    await round("181 seconds");
    expect(await world.takes(id)).toMatchObject([{ reason: "lost" }]);
    show(url, 99);
    await round();
    expect(await world.takes(id)).toMatchObject([{ reason: "lost" }, { reason: null }]);
  });
});

test("live pages are told on air that the picture is lost or there again, and nothing before", async () => {
  const toldOf = async (id: string) => {
    const told = world.database.db
      .selectFrom("livestreamEvent")
      .select("data")
      .where("livestreamId", "=", id);
    return (await told.orderBy("seq").execute()).map(({ data }) => (data as { what: string }).what);
  };
  const onAir = await addressed({ status: "onAir" });
  const before = await addressed();
  for (const from of [1, 2, 3]) {
    for (const { url } of [onAir, before]) show(url, from);
    await round();
  }
  expect([await toldOf(onAir.id), await toldOf(before.id)]).toEqual([["signal"], []]);
  pictures.clear();
  for (let i = 0; i < 4; i += 1) await round();
  expect([await toldOf(onAir.id), await toldOf(before.id)]).toEqual([["signal", "signal"], []]);
});

describe("the own server", () => {
  async function publishing() {
    const id = await world.livestream();
    const { name, key } = await world.serverSource(id);
    return { id, name, key, url: `${STREAMS.hlsUrl}/${name}.m3u8` };
  }
  const publish = (of: { name: string; key: string }, client: string) =>
    takePublish(world.ctx, { asks: true }, { ...of, client });

  test("has a signal after a publisher came in and its own picture moves", async () => {
    const one = await publishing();
    show(one.url, 1);
    await publish(one, "7");
    await round("0 seconds");
    expect(await advanced(one.id)).toBeNull();
    show(one.url, 3);
    await round("2 seconds");
    expect(await advanced(one.id)).not.toBeNull();
    expect((await world.takes(one.id))[0]?.advancedAt).not.toBeNull();
  });

  test("has none from a callback alone, and none by the last picture of a publisher who left", async () => {
    const one = await publishing();
    await publish(one, "7");
    for (let i = 0; i < 4; i += 1) await round();
    expect(await advanced(one.id)).toBeNull();
    await takeUnpublish(world.ctx, { asks: true }, { name: one.name, client: "7" });
    show(one.url, 1);
    await round("0 seconds");
    show(one.url, 2);
    await round();
    expect(await advanced(one.id)).toBeNull();
    expect(await world.takes(one.id)).toMatchObject([{ reason: "unpublished" }]);
  });

  test("cuts off a picture that belongs to nobody who may send it", async () => {
    const one = await publishing();
    dropped.length = 0;
    show(one.url, 1);
    await round("0 seconds");
    show(one.url, 2);
    await round();
    expect(dropped).toEqual([one.name, one.name]);
    expect((await readSources(world.union, { livestreamId: one.id })).main?.advancing).toBe(false);
    await publish(one, "7");
    show(one.url, 4);
    await round("0 seconds");
    show(one.url, 5);
    await round();
    expect(dropped).toHaveLength(2);
  });

  test("does not cut off the next publisher for the last fragment of one who left", async () => {
    const one = await publishing();
    await publish(one, "7");
    for (const from of [1, 3]) {
      show(one.url, from);
      await round();
    }
    dropped.length = 0;
    await takeUnpublish(world.ctx, { asks: true }, { name: one.name, client: "7" });
    const before = await advanced(one.id);
    show(one.url, 4);
    await round();
    expect([dropped, await advanced(one.id)]).toEqual([[], before]);
  });

  test("a callback lets the next look come at once, also one that comes during a look", async () => {
    const one = await publishing();
    await round("0 seconds");
    expect(await round("1 second")).toEqual([]);
    await takeUnpublish(world.ctx, { asks: true }, { name: one.name, client: "1" });
    expect(await round("0 seconds")).toEqual([one.url]);
    await world.database.travel("3 seconds");
    const [source] = await takeDue(world.database.db, 1);
    if (!source) throw new Error("no source is due");
    await takeUnpublish(world.ctx, { asks: true }, { name: one.name, client: "1" });
    await settleLook(world.ctx, { source, seen: ABSENT, starts: "publish" });
    expect(await round("0 seconds")).toEqual([one.url]);
  });
});

describe("looks", () => {
  test("come from half an hour before the start until the end, and once when the source is set", async () => {
    const due = await addressed({ startsInMin: 20 });
    const early = await addressed({ startsInMin: 600 });
    const draft = await addressed({ status: "draft" });
    await addressed({ status: "cancelled" }).catch(() => undefined);
    const over = await world.livestream({ startsInMin: -600, lastsMin: 60 });
    await world.serverSource(over);
    const link = await world.livestream();
    expect((await round("0 seconds")).sort()).toEqual([due.url, early.url, draft.url].sort());
    expect(link).not.toBe("");
    expect(await round("1 minute")).toEqual([due.url]);
    await sql`update livestream set starts_at = app.now() + interval '10 minutes'
      where id = ${early.id}::uuid`.execute(world.database.db);
    expect((await round("6 minutes")).sort()).toEqual([due.url, early.url].sort());
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from livestream_source
      where next_look_at = 'infinity'`.execute(world.database.db);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("of a dead source are seldom before the start, and frequent after it", async () => {
    const before = await addressed({ startsInMin: 29 });
    const after = await addressed();
    await round("0 seconds");
    for (let i = 0; i < 6; i += 1) await round("1 minute");
    expect(await round("3 seconds")).toEqual([after.url]);
    expect((await round("1 minute")).sort()).toEqual([before.url, after.url].sort());
  });

  test("a look whose lease has ended writes nothing over a newer one", async () => {
    const { id, url } = await addressed();
    show(url, 10);
    await round("0 seconds");
    await world.database.travel("3 seconds");
    const [late] = await takeDue(world.database.db, 1);
    if (!late) throw new Error("no source is due");
    show(url, 12);
    expect(await round("7 seconds")).toEqual([url]);
    const before = await advanced(id);
    const seen = pictures.get(url) ?? ABSENT;
    expect(await settleLook(world.ctx, { source: late, seen, starts: "signal" })).toBeNull();
    expect(await advanced(id)).toEqual(before);
    expect(before).not.toBeNull();
    const { looks } = await world.database.db
      .selectFrom("livestreamSource")
      .select("looks")
      .where("id", "=", late.id)
      .executeTakeFirstOrThrow();
    const older = { playlist: { ...PLAYLIST, sequence: 10 } };
    const unguarded = await settleLook(world.ctx, {
      source: { ...late, looks },
      seen: older,
      starts: "signal",
    });
    expect(unguarded, "twin: with the number of the newer look it writes").not.toBeNull();
  });

  test("two processes share the sources, and none is looked at twice", async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => addressed()));
    asked = [];
    const two = [proberOf(), proberOf()];
    await Promise.all(two.map((prober) => prober.look()));
    await Promise.all(two.map((prober) => prober.idle()));
    expect(asked.sort()).toEqual(all.map(({ url }) => url).sort());
  });

  test("twin: without the lease two processes look at the same sources", async () => {
    await Promise.all(Array.from({ length: 3 }, () => addressed()));
    const { db } = world.database;
    const unguarded = () =>
      sql<{ id: string }>`select id from livestream_source where next_look_at <= app.now()`.execute(db);
    const [one, other] = await Promise.all([unguarded(), unguarded()]);
    expect(one.rows.length + other.rows.length).toBe(6);
  });

  test("a slow source delays no other", async () => {
    const slow = await addressed();
    const quick = await addressed();
    const prober = createProber(world.ctx, {
      streams: null,
      lookAt: (address, stopped) =>
        address === slow.url
          ? new Promise((resolve) => stopped?.addEventListener("abort", () => resolve({ fault: "slow" })))
          : lookAt(address),
    });
    asked = [];
    await prober.look();
    await world.database.travel("3 seconds");
    const asks = async () => {
      await prober.look();
      return asked.length;
    };
    await expect.poll(asks, PATIENCE).toBe(2);
    expect(asked).toEqual([quick.url, quick.url]);
    await prober.close();
  });
});
