import { sql } from "kysely";
import { createApp } from "../../src/app.ts";
import { openHall, type Person } from "./hall.ts";
import { record, replayAs } from "./replay.ts";
import { inTurns } from "./rounds.ts";
import { report } from "./support.ts";
import type { Wire } from "./wire.ts";

const ROUNDS = 5;
const PEOPLE_PER_TURN = 300;
const CONNECTIONS = 8;

/**
 * Measures tickets for one hall, eight people at once, each person one ticket. The reference runs the same
 * statements on eight bare connections, for other people, in turns with the program. Throws unless every
 * person gets exactly one valid ticket and the hall counts them all.
 */
export async function run(): Promise<void> {
  const hall = await openHall();
  const { services, fair, venueId, port, database } = hall;
  try {
    const people = await hall.people(2 * (ROUNDS + 1) * PEOPLE_PER_TURN + 1);
    const [first, ...rest] = people;
    if (!first) throw new Error("nobody");
    const path = `/api/v1/fairs/${fair.id}/tickets`;
    const headers = { "x-agreement": "west" };
    const take = async (wire: Wire, { token }: Person) => {
      const { status, text } = await wire.post({ path, token, headers, body: { venueId } });
      if (status !== 201 || !text.includes('"state":"valid"')) throw new Error(`${status} ${text}`);
    };
    const app = createApp({ servicesOf: () => services });
    const statements = await record(async () => {
      const answer = await app.request(path, {
        method: "POST",
        headers: { ...headers, authorization: `Bearer ${first.token}`, "content-type": "application/json" },
        body: JSON.stringify({ venueId }),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
    });
    const same = [fair.id, venueId].map((id): [string, string] => [id, id]);
    const compared = await inTurns({
      port,
      url: database.url,
      dataDir: database.dataDir,
      connections: CONNECTIONS,
      rounds: ROUNDS,
      warmedUp: () => sql`analyze`.execute(services.db),
      items: rest,
      ours: take,
      bare: async (client, { accountId }) => {
        const run = replayAs(client, new Map([...same, [first.accountId, accountId]]));
        for (const statement of statements) await run(statement);
      },
    });
    const { rows } = await sql<{ tickets: number; people: number; taken: number }>`
      select count(*)::int as tickets, count(distinct account_id)::int as people,
        (select tickets_taken from venue where id = ${venueId}) as taken
      from fair_ticket where fair_id = ${fair.id} and status = 'valid'`.execute(services.db);
    const [counted] = rows;
    if (
      counted?.tickets !== people.length ||
      counted.people !== people.length ||
      counted.taken !== people.length
    )
      throw new Error(`${people.length} people, but ${JSON.stringify(counted)}`);
    report({
      name: "tickets",
      unit: "tickets/s",
      ...compared,
      statements: statements.length,
      people: people.length,
      atOnce: CONNECTIONS,
    });
  } finally {
    await hall.close();
  }
}
