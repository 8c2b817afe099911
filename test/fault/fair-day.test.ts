import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type FairView,
  getFairReport,
  listConflicts,
  placeMany,
  publishFair,
} from "../../src/fairs/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { announcedFair, crowd, hoursAhead, recommended, ticketsFor, venueInput } from "../factories/fairs.ts";
import { type Client, type TestApp, testApp } from "../support/app.ts";
import { type RunningApp, startApp } from "../support/server.ts";

const VENUES = 5;
const BOOTHS = 60;
const PEOPLE = 3000;
const GATES = 2;
/** Number of exhibitors per venue that scan visitors at their booths. */
const STANDS = 4;
const TALKS = 25;
/** Number of copied tickets. They are scanned at both gates of the venue that has no network. */
const COPIED = 30;
const SEED = 20240525;

let seed = SEED;
const random = () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return seed / 2 ** 31;
};
const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

type Scan = { id: string; code: string; claimed?: string; deviceAt?: string };
type Stand = { registrationId: string; postingId: string; member: Client; venue: number };

let t: TestApp;
let app: RunningApp;
let host: Client;
let fair: FairView;
let stands: Stand[];
let people: { id: string; reference: string }[][];

async function post(
  who: Client,
  path: string,
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${app.origin}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${who.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const upload = (venue: number, gate: number, scans: readonly Scan[]) =>
  post(host, `/fairs/${fair.id}/scans`, {
    venueId: fair.venues[venue]?.id,
    gate: `${gate + 1}`,
    scans,
  });

/**
 * Publishes a fair with five venues of sixty assigned booths, and inserts its tickets. Four exhibitors per
 * venue have a member and a posting.
 */
async function openFair(): Promise<void> {
  const venues = Array.from({ length: VENUES }, (_, n) =>
    venueInput({ city: n % 2 ? NEIGHBOUR : HOME, name: `会场 ${n + 1}`, boothRows: 6, boothColumns: 10 }),
  );
  const times = {
    registrationClosesAt: await hoursAhead(host.ctx, 0.2),
    opensAt: await hoursAhead(host.ctx, 0.4),
    closesAt: await hoursAhead(host.ctx, 8),
  };
  const { id, venues: halls } = await announcedFair(host.ctx, { venues, ...times });
  stands = [];
  for (const [venue, hall] of halls.entries())
    for (let n = 0; n < STANDS; n += 1) {
      const made = await recommended(t.services, host.ctx, id, { venueWishes: [hall.id] });
      const member = await t.asMember(made.enterprise.id);
      stands.push({ registrationId: made.registration.id, postingId: made.posting.id, member, venue });
    }
  const rest = await crowd(t.services.db, id, VENUES * BOOTHS - stands.length);
  const all = [...stands.map((stand) => stand.registrationId), ...rest];
  const placed = await placeMany(host.ctx, {
    fairId: id,
    items: all.map((registrationId) => ({ registrationId })),
  });
  expect(placed).toEqual({ done: VENUES * BOOTHS, waiting: 0, skipped: [] });
  fair = await publishFair(host.ctx, { id, action: "publish" });
  people = [];
  for (let venue = 0; venue < VENUES; venue += 1)
    people.push(await ticketsFor(t.services, fair, { venue, count: PEOPLE / VENUES }));
}

beforeAll(async () => {
  t = await testApp({ max: 12 });
  await twoAgreements(t.services.db);
  host = await t.asOfficer(HOME);
  app = await startApp(t.services);
  await openFair();
});
afterAll(async () => {
  await app?.close();
  await t?.close();
});

const scansOf = (codes: readonly string[], offline: boolean): Scan[] =>
  codes.map((code) => ({
    id: t.services.ids.uuid(),
    code,
    ...(offline ? { claimed: "admitted", deviceAt: new Date().toISOString() } : {}),
  }));

/**
 * Returns the morning's scans for each gate of a venue. If `offline`, the second gate also scans copies of
 * some tickets of the first.
 */
function seen(venue: number, offline: boolean): Scan[][] {
  const codes = (people[venue] ?? []).map(({ reference }) => reference);
  const half = Math.ceil(codes.length / GATES);
  const gates = chunks(codes, half);
  if (offline) gates[1]?.push(...(gates[0] ?? []).slice(0, COPIED));
  return gates.map((gate) => scansOf(gate, offline));
}

async function talk(stand: Stand, codes: readonly string[]): Promise<void> {
  for (const code of codes) {
    const scan = { nonce: t.services.ids.uuid(), code, postingId: stand.postingId, intent: true };
    const path = `/fair-registrations/${stand.registrationId}/scans`;
    const answers = await Promise.all([post(stand.member, path, scan), post(stand.member, path, scan)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
  }
}

test("five halls, 300 booths, 3,000 people, one hall without network: nothing lost or repeated", async () => {
  const last = VENUES - 1;
  const online = Array.from({ length: last }, (_, venue) => seen(venue, false));
  const offline = seen(last, true);
  await Promise.all([
    ...online.flatMap((gates, venue) =>
      gates.map(async (scans, gate) => {
        for (const some of chunks(scans, 10)) expect((await upload(venue, gate, some)).status).toBe(200);
      }),
    ),
    ...stands
      .filter((stand) => stand.venue !== last)
      .map((stand, n) =>
        talk(
          stand,
          (people[stand.venue] ?? [])
            .slice((n % STANDS) * TALKS, ((n % STANDS) + 1) * TALKS)
            .map((p) => p.reference),
        ),
      ),
  ]);
  // Two hours later the network returns. Each batch is uploaded three times, in random order and
  // concurrently.
  await t.database.travel("2 hours");
  const backAt = performance.now();
  const batches = offline.flatMap((scans, gate) =>
    chunks(scans, 100).flatMap((some) => [1, 2, 3].map(() => ({ gate, some }))),
  );
  await Promise.all(
    chunks(shuffled(batches), 4).map(async (some) => {
      for (const { gate, some: scans } of some) expect((await upload(last, gate, scans)).status).toBe(200);
    }),
  );
  const recoveryS = (performance.now() - backAt) / 1000;

  const sent = [...online.flat(2), ...offline.flat()];
  const { rows } = await sql<{ scans: number; entries: number; persons: number }>`
    select count(*)::int as scans, count(*) filter (where outcome = 'admitted')::int as entries,
      count(distinct ticket_id) filter (where outcome = 'admitted')::int as persons
    from fair_scan where fair_id = ${fair.id}`.execute(t.services.db);
  const [found] = rows;
  const kept = await t.services.db
    .selectFrom("fairScan")
    .select("id")
    .where("fairId", "=", fair.id)
    .execute();
  const lost = sent.filter(({ id }) => !kept.some((row) => row.id === id)).length;
  const dup = kept.length - sent.length;
  console.log(
    JSON.stringify({
      test: "fair-day",
      seed: SEED,
      acked: sent.length,
      lost,
      dup,
      recoveryS: Number(recoveryS.toFixed(1)),
    }),
  );
  expect(found).toEqual({ scans: PEOPLE + COPIED, entries: PEOPLE, persons: PEOPLE });
  expect([lost, dup]).toEqual([0, 0]);
  const conflicts = await listConflicts(host.ctx, fair.id);
  expect(conflicts.length).toBe(COPIED);
  const report = await getFairReport(host.ctx, fair.id);
  const n = (measure: string) => report.figures.find((figure) => figure.measure === measure)?.n;
  const talks = (stands.length - STANDS) * TALKS;
  expect([n("enterprises"), n("visitors"), n("intents")]).toEqual([VENUES * BOOTHS, PEOPLE, talks]);
});

test("twin: a device that gives each retry a new scan id is counted twice", async () => {
  const [fresh] = await ticketsFor(t.services, fair, { count: 1 });
  const before = await t.services.db.selectFrom("fairScan").select("id").execute();
  for (let times = 0; times < 3; times += 1) await upload(0, 0, scansOf([fresh?.reference ?? ""], false));
  const after = await t.services.db.selectFrom("fairScan").select("id").execute();
  expect(after.length - before.length).toBeGreaterThan(1);
});
