import { sql } from "kysely";
import { createApp } from "../../src/app.ts";
import { printTicket } from "../../src/fairs/index.ts";
import { signTicket } from "../../src/fairs/tickets/codes.ts";
import { ticketsFor } from "../factories/fairs.ts";
import { openHall } from "./hall.ts";
import { record, replayAs } from "./replay.ts";
import { inTurns } from "./rounds.ts";
import { report } from "./support.ts";
import type { Wire } from "./wire.ts";

const ROUNDS = 5;
const CHECK_INS_PER_TURN = 300;
const GATES = 10;
const LIMIT_MS = 300;

type Ticket = { id: string; code: string };

/**
 * Measures check-ins at ten gates of one hall at once, each person one entry. The reference runs the same
 * statements on ten bare connections, for other people, in turns with the program. Throws unless every ticket
 * gives exactly one entry, and if 5 % of the check-ins take longer than the limit.
 */
export async function run(): Promise<void> {
  const hall = await openHall();
  const { services, fair, venueId, port, database, union, officer } = hall;
  const { db, vault } = services;
  try {
    // The first printed ticket stores the public key that verifies all codes.
    await printTicket(union, { fairId: fair.id });
    const seconds = (at: string) => Date.parse(at) / 1000;
    const [n, e] = [Math.floor(seconds(fair.opensAt)) - 1800, Math.floor(seconds(fair.closesAt))];
    const made = await ticketsFor(services, fair, { count: 2 * (ROUNDS + 1) * CHECK_INS_PER_TURN + 1 });
    const codeOf = (t: string) => signTicket(vault, { f: fair.id, t, v: venueId, n, e });
    const tickets: Ticket[] = await Promise.all(made.map(async ({ id }) => ({ id, code: await codeOf(id) })));
    const [first, ...rest] = tickets;
    if (!first) throw new Error("no ticket");
    const path = `/api/v1/fairs/${fair.id}/scans`;
    const bodyOf = ({ code }: Ticket) => ({ venueId, gate: "1", scans: [{ id: crypto.randomUUID(), code }] });
    const app = createApp({ servicesOf: () => services });
    const statements = await record(async () => {
      const answer = await app.request(path, {
        method: "POST",
        headers: { authorization: `Bearer ${officer.token}`, "content-type": "application/json" },
        body: JSON.stringify(bodyOf(first)),
      });
      if (answer.status !== 200) throw new Error(await answer.text());
    });
    const same = [fair.id, venueId, officer.accountId].map((id): [string, string] => [id, id]);
    const compared = await inTurns({
      port,
      url: database.url,
      dataDir: database.dataDir,
      connections: GATES,
      rounds: ROUNDS,
      warmedUp: () => sql`analyze`.execute(services.db),
      items: rest,
      ours: async (wire: Wire, ticket) => {
        const { status, text } = await wire.post({ path, token: officer.token, body: bodyOf(ticket) });
        if (!text.includes('"outcome":"admitted"')) throw new Error(`${status} ${text}`);
      },
      bare: async (client, { id }) => {
        const run = replayAs(client, new Map([...same, [first.id, id]]));
        for (const statement of statements) await run(statement);
      },
    });
    const rows = await db.selectFrom("fairScan").select(["outcome", "ticketId"]).execute();
    const entries = rows.filter(({ outcome }) => outcome === "admitted");
    const people = new Set(entries.map(({ ticketId }) => ticketId));
    if (entries.length !== tickets.length || people.size !== tickets.length)
      throw new Error(`${entries.length} entries of ${people.size} people for ${tickets.length} codes`);
    if (compared.p95Ms > LIMIT_MS) throw new Error(`p95 ${compared.p95Ms} ms, more than ${LIMIT_MS}`);
    report({
      name: "checkin",
      unit: "check-ins/s",
      ...compared,
      limitMs: LIMIT_MS,
      statements: statements.length,
      entries: entries.length,
      gates: GATES,
    });
  } finally {
    await hall.close();
  }
}
