import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createLivestreamChannel, pinPosting } from "../../../src/livestreams/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { onAirLivestream } from "../../factories/livestreams.ts";
import { openHall, type Person } from "../hall.ts";
import { report } from "../support.ts";
import { percentile, tenths } from "../timing.ts";
import { openWire, type Wire } from "../wire.ts";
import { openAll, until } from "./lines.ts";

const VIEWERS = 2_000;
/** People who apply for another posting before the pin: a program on air has run for a while. */
const EARLIER = 200;
const SECONDS = Number(process.argv[3] ?? 60);
const LIMIT_MS = 1_000;
/** A viewer reads the card before the tap: its title, pay and place. */
const READ_MIN_MS = 1_000;
const READ_MAX_MS = 3_000;
const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
/** One viewer of so many taps twice. */
const TWICE = 20;
/** A connection idle for longer is not used again: the server may be closing it, as after 5 s. */
const IDLE_MS = 2_000;
const CARD = {
  callName: "王师傅",
  skills: ["welder"],
  places: [NEIGHBOUR, HOME],
  years: 12,
  certificates: [],
};

/**
 * Connections that viewers take in turn. A new one opens when none is free, so no viewer waits for another.
 */
function openWires(port: number) {
  const free: { wire: Wire; sinceMs: number }[] = [];
  const close = () => {
    for (const { wire } of free.splice(0)) wire.close();
  };
  return {
    async use<T>(act: (wire: Wire) => Promise<T>): Promise<T> {
      const newest = free.at(-1);
      if (newest && performance.now() - newest.sinceMs > IDLE_MS) close();
      const wire = free.pop()?.wire ?? (await openWire(port));
      const result = await act(wire).catch((error: unknown) => {
        wire.close();
        throw error;
      });
      free.push({ wire, sinceMs: performance.now() });
      return result;
    },
    close,
  };
}

type Tap = { person: Person; afterMs: number };

/**
 * Returns the taps on 我要应聘 after a pin. Everybody reads the card for one to three seconds first. Most
 * then decide at once, the others later and later. So half of the viewers tap in the first quarter of the
 * time. About 200 of 2,000 tap in the third second of a minute, which is the densest.
 */
const tapsOf = (people: readonly Person[]): Tap[] =>
  people.flatMap((person, n) => {
    // The golden ratio spreads the times of reading evenly, and differently for people who decide alike.
    const readMs = READ_MIN_MS + (READ_MAX_MS - READ_MIN_MS) * ((n * GOLDEN_RATIO) % 1);
    const decidedMs = (SECONDS * 1_000 - 4 * READ_MAX_MS) * ((n + 0.5) / people.length) ** 2;
    const afterMs = readMs + decidedMs;
    const tap = { person, afterMs };
    return n % TWICE === 0 ? [tap, { person, afterMs: afterMs + 20 }] : [tap];
  });

/**
 * Measures 2,000 viewers with open lines who are told of a pin and apply within a minute, each with a new
 * card; one of twenty taps twice. Throws unless each has one application by the livestream's channel. Times
 * run from when a tap was due.
 */
export async function run(): Promise<void> {
  const hall = await openHall();
  const { services, port, union } = hall;
  const { db } = services;
  const path = (id: string) => `/api/v1/postings/${id}/applications`;
  try {
    const postings = db.selectFrom("posting").select("id").where("status", "=", "published").limit(2);
    const [pinned, other] = await postings.execute();
    if (!pinned || !other) throw new Error("the hall has fewer than two postings");
    const postingId = pinned.id;
    const { id } = await onAirLivestream(union, [postingId]);
    const { code: via } = await createLivestreamChannel(union, {
      livestreamId: id,
      name: "直播间",
      kind: "other",
    });
    const people = await hall.people(VIEWERS);
    await sql`analyze`.execute(db);
    const screens = await openAll(port, `/livestreams/${id}/live`, VIEWERS);
    const wires = openWires(port);
    const times: number[] = [];
    const statuses = new Map<number, number>();
    for (const { token } of await hall.people(EARLIER))
      await wires.use((wire) => wire.post({ path: path(other.id), token, body: { card: CARD, via } }));
    const apply = async ({ person, afterMs }: Tap, fromMs: number) => {
      const dueMs = fromMs + afterMs;
      await pause(Math.max(0, dueMs - performance.now()));
      const { status } = await wires.use((wire) =>
        wire.post({ path: path(postingId), token: person.token, body: { card: CARD, via } }),
      );
      times.push(performance.now() - dueMs);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const toldBefore = screens.events();
    const fromMs = performance.now();
    await pinPosting(union, { id, action: "pin", postingId });
    const told = until(() => screens.events() - toldBefore >= VIEWERS).then(() => performance.now() - fromMs);
    await Promise.all(tapsOf(people).map((tap) => apply(tap, fromMs)));
    const toldMs = await told;
    wires.close();
    screens.close();
    const { rows } = await sql<{ all: number; people: number }>`
      select count(*)::int as all, count(distinct account_id)::int as people from application
      where posting_id = ${postingId} and via = ${via}`.execute(db);
    const [counted] = rows;
    const failed = [...statuses].filter(([status]) => status >= 500).reduce((n, [, some]) => n + some, 0);
    if (counted?.all !== VIEWERS || counted.people !== VIEWERS)
      throw new Error(`${counted?.all} applications of ${counted?.people} people for ${VIEWERS} viewers`);
    report({
      name: "stream-apply",
      ours: percentile(times, 0.99),
      reference: LIMIT_MS,
      unit: "ms, p99",
      p50Ms: tenths(percentile(times, 0.5)),
      viewers: VIEWERS,
      seconds: SECONDS,
      taps: times.length,
      failed,
      statuses: Object.fromEntries(statuses),
      toldAllMs: tenths(toldMs),
    });
  } finally {
    await hall.close();
  }
}
