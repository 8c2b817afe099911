import { boot } from "../../src/boot.ts";
import { printTicket } from "../../src/fairs/index.ts";
import { readConfig } from "../../src/platform/config.ts";
import { grantByPhone, officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { openDoors } from "../factories/fairs.ts";
import { signInByPhone } from "../support/client.ts";
import { startApp } from "../support/server.ts";
import { bareConnections, record, replayAs } from "./replay.ts";
import { benchDatabase, report } from "./support.ts";
import { percentile } from "./timing.ts";

const CHECK_INS = 3000;
const GATES = 10;
const LIMIT_MS = 300;
const PHONE = "13912345678";

type Gate = { origin: string; token: string; fairId: string; venueId: string };
type Ticket = { id: string; code: string };

/**
 * Uploads the scan of one signed ticket over HTTP, under a new scan id. Throws unless the ticket is admitted.
 */
async function scan({ origin, token, fairId, venueId }: Gate, { code }: Ticket): Promise<void> {
  const answer = await fetch(`${origin}/api/v1/fairs/${fairId}/scans`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ venueId, gate: "1", scans: [{ id: crypto.randomUUID(), code }] }),
  });
  const { items } = (await answer.json()) as { items: { outcome: string }[] };
  if (items[0]?.outcome !== "admitted") throw new Error(`${answer.status} ${items[0]?.outcome}`);
}

type Timed = { times: number[]; seconds: number };

const timed = async (times: number[], act: () => Promise<unknown>): Promise<void> => {
  const startMs = performance.now();
  await act();
  times.push(performance.now() - startMs);
};

/** Checks in all tickets at ten concurrent gates. Each gate scans one ticket after the other. */
async function atGates(gate: Gate, tickets: readonly Ticket[]): Promise<Timed> {
  const left = [...tickets];
  const times: number[] = [];
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: GATES }, async () => {
      for (let one = left.pop(); one; one = left.pop()) await timed(times, scan.bind(null, gate, one));
    }),
  );
  return { times, seconds: (performance.now() - startMs) / 1000 };
}

/**
 * Records the SQL of the first ticket's check-in. Then runs it for all other tickets on ten bare connections.
 * The program's time minus this time is its overhead.
 */
async function bare(url: string, gate: Gate, [shown, ...left]: readonly Ticket[], accountId: string) {
  if (!shown) throw new Error("no ticket");
  const statements = await record(() => scan(gate, shown));
  const same = [gate.fairId, gate.venueId, accountId].map((id): [string, string] => [id, id]);
  const times: number[] = [];
  const seconds = await bareConnections(url, { left, connections: GATES }, (client, { id }) =>
    timed(times, async () => {
      const run = replayAs(client, new Map([...same, [shown.id, id]]));
      for (const statement of statements) await run(statement);
    }),
  );
  return { times, seconds };
}

/** Prepares two agreements, an officer who can sign in, a fair with open gates, and printed tickets. */
async function prepare(url: string) {
  const config = readConfig({ DATABASE_URL: url, LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "100000" });
  const { services, close } = await boot(config);
  await twoAgreements(services.db);
  const union = await officer(services, HOME);
  const accountId = await grantByPhone(union, PHONE, { kind: "officer", city: HOME, county: null });
  const fair = await openDoors(services, union);
  const at = { fairId: fair.id, venueId: fair.venues[0]?.id ?? "" };
  const tickets: Ticket[] = [];
  while (tickets.length < 2 * CHECK_INS + 1) {
    const { ticket } = await printTicket(union, at);
    tickets.push({ id: ticket.id, code: ticket.code ?? "" });
  }
  return { services, close, accountId, at, tickets };
}

/**
 * Measures 3,000 check-ins at ten concurrent gates against the same SQL on bare connections. Throws unless
 * every ticket gives exactly one entry.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const { services, close, accountId, at, tickets } = await prepare(database.url);
  const app = await startApp(services);
  try {
    const gate = { origin: app.origin, token: await signInByPhone(app.origin, PHONE), ...at };
    const ours = await atGates(gate, tickets.slice(0, CHECK_INS));
    const loop = await bare(database.url, gate, tickets.slice(CHECK_INS), accountId);
    const rows = await services.db.selectFrom("fairScan").select(["outcome", "ticketId"]).execute();
    const entries = rows.filter(({ outcome }) => outcome === "admitted");
    const people = new Set(entries.map(({ ticketId }) => ticketId));
    if (entries.length !== tickets.length || people.size !== tickets.length)
      throw new Error(`${entries.length} entries of ${people.size} people for ${tickets.length} codes`);
    const p95 = percentile(ours.times, 0.95);
    if (p95 > LIMIT_MS) throw new Error(`p95 ${p95} ms, more than ${LIMIT_MS}`);
    report({
      name: "checkin",
      ours: p95,
      reference: percentile(loop.times, 0.95),
      unit: "ms, p95",
      p50: Math.round(percentile(ours.times, 0.5)),
      p99: Math.round(percentile(ours.times, 0.99)),
      limitMs: LIMIT_MS,
      checkIns: CHECK_INS,
      gates: GATES,
      perSecond: Math.round(CHECK_INS / ours.seconds),
      barePerSecond: Math.round(CHECK_INS / loop.seconds),
      codes: tickets.length,
      entries: entries.length,
    });
  } finally {
    await app.close();
    await close();
    await database.close();
  }
}
