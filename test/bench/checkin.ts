import { serve } from "@hono/node-server";
import { createDb } from "../../db/client.ts";
import { createApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { createServices } from "../../src/context.ts";
import { inTransaction } from "../../src/core/store.ts";
import { createVault } from "../../src/core/vault.ts";
import { printTicket } from "../../src/fairs/index.ts";
import { ensureAccount, grantMembership } from "../../src/identity/index.ts";
import { officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { openDoors } from "../factories/fairs.ts";
import { signInByPhone } from "../support/client.ts";
import { quietLog } from "../support/system-context.ts";
import { prepareTemplate } from "../support/template.ts";
import { benchDatabase, report } from "./support.ts";

const CHECK_INS = 3000;
const GATES = 10;
const LIMIT_MS = 300;

const percentile = (times: number[], p: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))] ?? 0;

/** The program over a database of its own; ten gates behind one address are not held back. */
async function open(url: string) {
  const db = createDb(url, { max: 10 });
  await twoAgreements(db);
  const services = createServices({
    config: readConfig({
      SECRET_KEY: "a-secret-of-the-bench-0123456789abcdef",
      RATE_LIMIT_PER_MINUTE: "100000",
    }),
    db,
    vault: await createVault("a-secret-of-the-bench-0123456789abcdef"),
    log: quietLog,
    sms: { reveals: true, send: async () => undefined },
  });
  const app = createApp({ servicesOf: () => services });
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return { db, services, server, origin: `http://127.0.0.1:${address.port}` };
}

type Gate = { origin: string; token: string; fairId: string; venueId: string; name: string };

/** One gate: a signed code after the other, each over HTTP with an id of its own; how long each answer took. */
async function work(gate: Gate, codes: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const code of codes) {
    const body = JSON.stringify({
      venueId: gate.venueId,
      gate: gate.name,
      scans: [{ id: crypto.randomUUID(), code }],
    });
    const startMs = performance.now();
    const answer = await fetch(`${gate.origin}/api/v1/fairs/${gate.fairId}/scans`, {
      method: "POST",
      headers: { authorization: `Bearer ${gate.token}`, "content-type": "application/json" },
      body,
    });
    const { items } = (await answer.json()) as { items: { outcome: string }[] };
    times.push(performance.now() - startMs);
    if (items[0]?.outcome !== "admitted") throw new Error(`${answer.status} ${items[0]?.outcome}`);
  }
  return times;
}

/** 3,000 check-ins at ten gates at once, every code shown once; then how many entries the database has. */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  await prepareTemplate(database.url, "checkin");
  const url = new URL(database.url);
  url.pathname = "/checkin";
  const { db, services, server, origin } = await open(url.href);
  try {
    const union = await officer(services, HOME);
    const accountId = await ensureAccount(services, db, { phone: "13912345678" });
    const membership = { kind: "officer", city: HOME, county: null } as const;
    await inTransaction(union, (tx) => grantMembership(tx, union, { accountId, membership }));
    const token = await signInByPhone(origin, "13912345678");
    const fair = await openDoors(services, union);
    const at = { fairId: fair.id, venueId: fair.venues[0]?.id ?? "" };
    const codes: string[] = [];
    while (codes.length < CHECK_INS) codes.push((await printTicket(union, at)).ticket.code ?? "");
    const each = CHECK_INS / GATES;
    const startMs = performance.now();
    const times = (
      await Promise.all(
        Array.from({ length: GATES }, (_, n) =>
          work({ origin, token, ...at, name: `gate ${n + 1}` }, codes.slice(n * each, (n + 1) * each)),
        ),
      )
    ).flat();
    const seconds = (performance.now() - startMs) / 1000;
    const rows = await db.selectFrom("fairScan").select(["outcome", "ticketId"]).execute();
    const entries = rows.filter(({ outcome }) => outcome === "admitted");
    const people = new Set(entries.map(({ ticketId }) => ticketId));
    if (entries.length !== CHECK_INS || people.size !== CHECK_INS)
      throw new Error(`${entries.length} entries of ${people.size} people`);
    report({
      name: "checkin",
      ours: percentile(times, 0.95),
      reference: LIMIT_MS,
      unit: "ms, p95",
      p50: Math.round(percentile(times, 0.5)),
      p99: Math.round(percentile(times, 0.99)),
      limitMs: LIMIT_MS,
      checkIns: CHECK_INS,
      gates: GATES,
      perSecond: Math.round(CHECK_INS / seconds),
      entries: entries.length,
    });
  } finally {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
    await db.destroy();
    await database.close();
  }
}
