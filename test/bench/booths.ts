import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { sql } from "kysely";
import type pg from "pg";
import type { Db } from "../../db/client.ts";
import { createApp } from "../../src/app.ts";
import { boot } from "../../src/boot.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { contextFor, systemContext } from "../../src/platform/context.ts";
import { grantByPhone } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { announcedFair, crowd, venueInput } from "../factories/fairs.ts";
import { signInByPhone } from "../support/client.ts";
import { bareConnections, record, replayAs, type Statement } from "./replay.ts";
import { benchDatabase, endProcess, report, startProcess } from "./support.ts";
import { percentile } from "./timing.ts";

const REQUESTS = 5_000;
/** Number of requests that are sent a second time under the same command id. */
const REPEATED = 500;
const BOOTHS = 200;
const CONNECTIONS = 10;
const PHONE = "13900000001";

type Answer = { status: number; text: string; ms: number };
type Storm = { answers: Answer[]; seconds: number };

/**
 * Sends one request on a connection of its own. The client is minimal, because it shares the machine with the
 * server.
 */
function post(port: number, token: string, path: string, body: string): Promise<Answer> {
  const startMs = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1" });
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (piece: string) => {
      answer += piece;
    });
    socket.on("error", reject);
    socket.on("end", () => {
      const text = answer.slice(answer.indexOf("\r\n\r\n") + 4);
      resolve({ status: Number(answer.slice(9, 12)), text, ms: performance.now() - startMs });
    });
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  });
}

/**
 * Sends all requests at once: one placement per registration, and the first 500 a second time under the same
 * command id.
 */
async function storm(port: number, token: string, ids: readonly string[]): Promise<Storm> {
  const commands = ids.map((id) => ({
    id,
    body: JSON.stringify({ decision: "place", commandId: randomUUID() }),
  }));
  const startMs = performance.now();
  const answers = await Promise.all(
    [...commands, ...commands.slice(0, REPEATED)].map(({ id, body }) =>
      post(port, token, `/api/v1/fair-registrations/${id}/placement`, body),
    ),
  );
  return { answers, seconds: (performance.now() - startMs) / 1000 };
}

const isTaking = ({ text }: Statement) => text.includes("update booth");

type Recorded = { won: Statement[]; lost: Statement[]; named(id: string): Map<string, string> };

/**
 * Runs the recorded statements of one placement on a bare connection, for the registration `id`. Returns
 * whether it got a booth. The program's time minus this time is its overhead.
 */
async function replay(client: pg.Client, { won, lost, named }: Recorded, id: string): Promise<boolean> {
  const run = replayAs(client, named(id));
  const [who, begin, hold] = won;
  const at = won.findIndex(isTaking);
  const taking = won[at];
  if (!who || !begin || !hold || !taking) throw new Error("the program takes no booth");
  await run(who);
  await run(begin);
  const [held] = (await run(hold)).rows as { has_free_booth?: boolean }[];
  if (held?.has_free_booth === undefined) throw new Error("the program does not ask for a free booth");
  const got = held.has_free_booth ? (await run(taking)).rows.length > 0 : false;
  for (const statement of got ? won.slice(at + 1) : lost.slice(3)) await run(statement);
  return got;
}

async function bareLoop(url: string, recorded: Recorded, ids: readonly string[]) {
  let given = 0;
  const seconds = await bareConnections(url, { left: ids, connections: CONNECTIONS }, async (client, id) => {
    if (await replay(client, recorded, id)) given += 1;
  });
  return { seconds, given };
}

/**
 * Gives out booths without a guard: selects a free booth, then updates it in a second statement. Returns the
 * number of requests that got one.
 */
async function unguarded(db: Db, fairId: string, ids: readonly string[]): Promise<number> {
  const given = await Promise.all(
    ids.map(async (id) => {
      const { rows } = await sql<{ id: string }>`
        select id from booth where fair_id = ${fairId} and registration_id is null order by ordinal limit 1`.execute(
        db,
      );
      const booth = rows[0]?.id;
      if (!booth) return false;
      await sql`update booth set registration_id = ${id} where id = ${booth}`.execute(db);
      return true;
    }),
  );
  return given.filter(Boolean).length;
}

/**
 * Prepares two agreements and an officer of the host city who can sign in. `fairWith` announces a fair of one
 * venue and adds recommended registrations.
 */
async function prepare(url: string) {
  const { services, close } = await boot(
    readConfig({ DATABASE_URL: url, LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "100000000" }),
  );
  await twoAgreements(services.db);
  const ctx = systemContext(services, "bench");
  const accountId = await grantByPhone(ctx, PHONE, { kind: "officer", city: HOME, county: null });
  const host = contextFor(services, {
    kind: "account",
    accountId,
    sessionId: "",
    label: null,
    enterprises: [],
    offices: [{ city: HOME, county: null }],
    administrator: false,
  });
  const fairWith = async (boothRows: number, boothColumns: number, size: number) => {
    const venues = [venueInput({ boothRows, boothColumns })];
    const { id } = await announcedFair(host, { venues, cities: [] });
    return { id, ids: await crowd(services.db, id, size) };
  };
  return { services, accountId, fairWith, close };
}

/**
 * Measures 5,000 concurrent HTTP requests for 200 booths against the same SQL on bare connections. Throws
 * unless exactly 200 booths are assigned, no response is a 5xx, and repeated requests get the same bytes.
 * Without the guard, the same load must give one booth to several registrations.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const { services, accountId, fairWith, close } = await prepare(database.url);
  const server = await startProcess<{ port: number }>(new URL("./program-server.ts", import.meta.url), {
    BENCH_DATABASE_URL: database.url,
  });
  try {
    const token = await signInByPhone(`http://127.0.0.1:${server.ready.port}`, PHONE);
    const [ours, bare, open, tiny] = [
      await fairWith(10, 20, REQUESTS - REPEATED),
      await fairWith(10, 20, REQUESTS - REPEATED),
      await fairWith(10, 20, 1000),
      await fairWith(1, 1, 2),
    ];
    const [one = "", two = ""] = tiny.ids;
    const app = createApp({ servicesOf: () => services });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const place = (id: string) => async () => {
      const body = JSON.stringify({ decision: "place", commandId: randomUUID() });
      const path = `/api/v1/fair-registrations/${id}/placement`;
      const answer = await app.request(path, { method: "POST", headers, body });
      if (answer.status !== 200) throw new Error(await answer.text());
    };
    const recorded = {
      won: await record(place(one)),
      lost: await record(place(two)),
      named: (id: string) =>
        new Map([
          [tiny.id, bare.id],
          [one, id],
          [two, id],
          [accountId, accountId],
        ]),
    };
    await sql`analyze`.execute(services.db);

    const { answers, seconds } = await storm(server.ready.port, token, ours.ids);
    const loop = await bareLoop(database.url, recorded, bare.ids);
    const oversold = await unguarded(services.db, open.id, open.ids);

    const broken = answers.filter(({ status }) => status >= 500).length;
    const first = answers.slice(0, ours.ids.length);
    const placed = first.filter(({ text }) => text.includes('"status":"approved"')).length;
    const changed = answers.slice(ours.ids.length).filter(({ text }, n) => text !== answers[n]?.text).length;
    const taken = await services.db
      .selectFrom("booth")
      .select(({ fn }) => fn.count<number>("registrationId").as("n"))
      .where("fairId", "=", ours.id)
      .executeTakeFirstOrThrow();
    const times = answers.map(({ ms }) => ms);
    console.log(
      `${answers.length} requests in ${seconds.toFixed(1)} s: ${placed} placed, ${broken} failed, ${changed} repeats differ; p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
    );
    console.log(
      `bare loop ${bare.ids.length} in ${loop.seconds.toFixed(1)} s: ${loop.given} placed; without the guard ${oversold} of ${BOOTHS}`,
    );
    if (placed !== BOOTHS || taken.n !== BOOTHS || broken > 0 || changed > 0 || loop.given !== BOOTHS)
      throw new Error("a booth was given twice, or not at all");
    if (oversold <= BOOTHS) throw new Error("the twin did not oversell: the load proves nothing");
    report({
      name: "booths",
      ours: answers.length / seconds,
      reference: bare.ids.length / loop.seconds,
      unit: "requests/s",
      p99Ms: Math.round(percentile(times, 0.99)),
      placed,
      failed: broken,
      withoutGuard: oversold,
    });
  } finally {
    await endProcess(server.child);
    await close();
    await database.close();
  }
}
