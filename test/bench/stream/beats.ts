import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "../../../db/client.ts";
import { boot } from "../../../src/boot.ts";
import { openAudience } from "../../../src/livestreams/audience/store/counting.ts";
import { computeFigures, selectAudience } from "../../../src/livestreams/audience/store/figures.ts";
import { bitmapOf, writeBatch } from "../../../src/livestreams/audience/store/viewers.ts";
import { counterOf, issueBeatPage } from "../../../src/livestreams/index.ts";
import { readConfig } from "../../../src/platform/config/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { officer } from "../../factories/actors.ts";
import { HOME, twoAgreements } from "../../factories/cities.ts";
import { onAirLivestream } from "../../factories/livestreams.ts";
import { BROWSER } from "../../factories/viewers.ts";
import { benchDatabase, endProcess, report, startProcess } from "../support.ts";
import { hundredths, percentile, tenths } from "../timing.ts";
import { openWire, type Wire } from "../wire.ts";

const VIEWERS = 8_000;
const BEAT_MS = 30_000;
const SECONDS = Number(process.argv[3] ?? 60);
const WIRES = 64;
/** Duration of one round of the reference, and of the batches beside it. */
const ROUND_MS = 2_000;
const CONNECTIONS = 10;
/** Part of the time in which the program warms up. Its processor time counts after it. */
const WARM_PART = 1 / 4;
const BATCH = Math.round(VIEWERS / 30);
const MINUTE_MS = 60_000;
/** Clock ticks a second in /proc. */
const TICKS = 100;

/** Returns the processor time of a process in seconds. */
function cpuSeconds(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

type Sent = { viewer: number; ms: number; from: number; to: number; counted: boolean };

/** Sends each viewer's beats every 30 seconds, spread evenly. Times run from when a beat was due. */
async function send(port: number, path: string, tokens: string[], nowMs: () => number): Promise<Sent[]> {
  const wires = await Promise.all(Array.from({ length: WIRES }, () => openWire(port)));
  const free: Wire[] = [...wires];
  const queue: (() => void)[] = [];
  const sent: Sent[] = [];
  const startMs = performance.now();
  const total = Math.floor((VIEWERS * SECONDS * 1000) / BEAT_MS);
  const takeWire = async (): Promise<Wire> => {
    // In turn: the server closes a connection that rests for five seconds.
    const wire = free.shift();
    if (wire) return wire;
    await new Promise<void>((resolve) => queue.push(resolve));
    return takeWire();
  };
  const one = async (n: number, dueMs: number) => {
    const viewer = n % VIEWERS;
    const wire = await takeWire();
    const from = nowMs();
    const { status, text } = await wire.post({
      path,
      headers: { "user-agent": BROWSER },
      body: { mode: "picture", token: tokens[viewer], progress: 29 },
    });
    const to = nowMs();
    free.push(wire);
    queue.shift()?.();
    const answer = status === 200 ? (JSON.parse(text) as { counted: boolean; token: string }) : null;
    if (answer?.token) tokens[viewer] = answer.token;
    sent.push({ viewer, ms: performance.now() - dueMs, from, to, counted: answer?.counted === true });
  };
  const under: Promise<void>[] = [];
  for (let n = 0; n < total; n += 1) {
    const dueMs = startMs + (n * BEAT_MS) / VIEWERS;
    const aheadMs = dueMs - performance.now();
    if (aheadMs > 1) await pause(aheadMs);
    under.push(one(n, dueMs));
  }
  await Promise.all(under);
  for (const wire of wires) wire.close();
  return sent;
}

/** Returns the number of viewers whose minutes in the database are not those of the beats that were sent. */
async function wrongRows(db: Db, id: string, origin: Date, sent: readonly Sent[], keys: readonly string[]) {
  const { rows } = await sql<{ viewer: Buffer; picture: string }>`
    select viewer, picture::text as picture from livestream_viewer where livestream_id = ${id}`.execute(db);
  const stored = new Map(rows.map(({ viewer, picture }) => [viewer.toString("base64url"), picture]));
  const minuteOf = (ms: number) => Math.floor((ms - origin.getTime()) / MINUTE_MS);
  const beats = new Map<number, Sent[]>();
  for (const one of sent) beats.set(one.viewer, [...(beats.get(one.viewer) ?? []), one]);
  let wrong = Math.abs(stored.size - beats.size);
  for (const [viewer, own] of beats) {
    // A beat under way at the turn of a minute may stand in either.
    const earliest = bitmapOf(new Set(own.map(({ from }) => minuteOf(from))));
    const latest = bitmapOf(new Set(own.map(({ to }) => minuteOf(to))));
    const bits = stored.get(keys[viewer] ?? "");
    if (bits !== earliest && bits !== latest) wrong += 1;
  }
  return wrong;
}

/** Writes until the time is over. Returns the beats a second. `write` returns how many beats it wrote. */
async function ratePerS(connections: number, write: (n: number) => Promise<number>): Promise<number> {
  const startMs = performance.now();
  let [next, beats] = [0, 0];
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - startMs < ROUND_MS) {
        next += 1;
        const written = await write(next);
        beats += written;
      }
    }),
  );
  return (beats * 1000) / (performance.now() - startMs);
}

function keyOf(n: number): Buffer {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(n % VIEWERS);
  return key;
}

/** Returns the beats a second of one upsert per beat. */
const upsertEach = (db: Db, id: string, minute: number, connections: number): Promise<number> =>
  ratePerS(connections, async (n) => {
    await sql`/* planned */
      insert into livestream_viewer (livestream_id, viewer, picture, text, first_at, last_at)
      values (${id}, ${keyOf(n)}, ${bitmapOf(new Set([minute]))}::bit varying, '', app.now(), app.now())
      on conflict (livestream_id, viewer) do update set last_at = excluded.last_at,
        picture = app.either_bits(livestream_viewer.picture, excluded.picture)`.execute(db);
    return 1;
  });

/** Returns the beats a second of the program's batches, one after the other. */
const writeInBatches = (db: Db, id: string, minute: number): Promise<number> =>
  ratePerS(1, async (n) => {
    const nowMs = Date.now();
    const viewers = Array.from({ length: BATCH }, (_, at) => ({
      livestreamId: id,
      viewer: keyOf(n * BATCH + at).toString("base64url"),
      via: null,
      picture: new Set([minute]),
      text: new Set<number>(),
      firstMs: nowMs,
      lastMs: nowMs,
    }));
    await writeBatch(db, { viewers, uncounted: [] });
    return BATCH;
  });

/**
 * Measures the beats of 8,000 viewers, 267 a second, against the program in a process of its own. Throws if
 * a beat is refused, or if people or minutes are not those of the generator. The ratio compares beats that
 * one connection writes: in batches, and by one upsert for each beat. `npm run bench -- stream-beats 20`
 * runs for 20 seconds.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const { services, close } = await boot(
    readConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "100000000" }),
  );
  const { db } = services;
  await twoAgreements(db);
  const union = await officer(services, HOME);
  const link = { platform: "douyin", url: "https://live.douyin.com/1" } as const;
  const shows = [
    await onAirLivestream(union, [], { graceS: 1800, link }),
    await onAirLivestream(union, [], { graceS: 1800, link }),
    await onAirLivestream(union, [], { graceS: 1800, link }),
  ];
  const [id = "", each = "", batched = ""] = shows.map((show) => show.id);
  for (const one of [each, batched]) await openAudience(db, one);
  const ctx = systemContext(services, "bench");
  const tokens: string[] = [];
  for (let n = 0; n < VIEWERS; n += 1) {
    const asked = { livestreamId: id, visitor: `viewer ${n}`, via: null, method: "GET", userAgent: BROWSER };
    // Each thousand at an address of its own, as behind carriers.
    const token = await issueBeatPage({ ...ctx, client: `198.51.100.${Math.floor(n / 1000)}` }, asked);
    if (!token) throw new Error("a page got no token");
    tokens.push(token);
  }
  const keys = tokens.map((token) => token.slice(0, 22));
  // A token counts from 20 seconds.
  await sql`update app.clock set skew = interval '30 seconds'`.execute(db);
  counterOf(services).forget();
  await counterOf(services).counting(id);
  const server = await startProcess<{ port: number }>(new URL("../program-server.ts", import.meta.url), {
    BENCH_DATABASE_URL: database.url,
  });
  try {
    const cpu: { s: number; ms: number }[] = [];
    const look = () => cpu.push({ s: cpuSeconds(server.child.pid), ms: performance.now() });
    const warm = setTimeout(look, SECONDS * 1000 * WARM_PART);
    const path = `/api/v1/livestreams/${id}/beats`;
    const sent = await send(server.ready.port, path, tokens, counterOf(services).nowMs);
    await pause(1_500);
    clearTimeout(warm);
    look();
    const [from, to] = [cpu[0], cpu.at(-1)];
    const core = from && to ? ((to.s - from.s) * 1000) / (to.ms - from.ms) : Number.NaN;
    const audience = await selectAudience(db, id);
    if (!audience) throw new Error("no beat was written");
    const refused = sent.filter(({ counted }) => !counted).length;
    const wrong = await wrongRows(db, id, audience.origin, sent, keys);
    const { people } = await computeFigures(db, { livestreamId: id, origin: audience.origin });
    const expected = Math.max(0, sent.length - VIEWERS);
    const p99Ms = tenths(
      percentile(
        sent.map(({ ms }) => ms),
        0.99,
      ),
    );
    console.log(
      `${sent.length} beats in ${SECONDS} s: ${refused} refused, p99 ${p99Ms} ms, ${hundredths(core)} of a core; ${wrong} viewers with wrong minutes, ${people.picture} people of ${expected}`,
    );
    if (refused > 0 || wrong > 0 || people.picture !== Math.min(expected, VIEWERS))
      throw new Error("a beat was refused or counted wrongly");
    const rounds = { each: [] as number[], eachAtOnce: [] as number[], batched: [] as number[] };
    for (let minute = 0; minute < 3; minute += 1) {
      rounds.each.push(await upsertEach(db, each, minute, 1));
      rounds.eachAtOnce.push(await upsertEach(db, each, minute, CONNECTIONS));
      rounds.batched.push(await writeInBatches(db, batched, minute));
    }
    const middle = (all: number[]) => [...all].sort((a, b) => a - b)[1] ?? 0;
    report({
      name: "stream-beats",
      ours: middle(rounds.batched),
      reference: middle(rounds.each),
      unit: "beats written/s",
      beats: sent.length,
      refused,
      p99Ms,
      limitMs: 100,
      core: hundredths(core),
      coreLimit: 0.2,
      people: people.picture,
      onTenConnections: Math.round(middle(rounds.eachAtOnce)),
      beatsPerStatement: BATCH,
    });
  } finally {
    await endProcess(server.child);
    await close();
    await database.close();
  }
}
