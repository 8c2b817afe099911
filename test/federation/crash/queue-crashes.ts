import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createRandom } from "../../../db/demo/random.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { forkScript } from "../../support/scripts.ts";
import { beginFair, type FairDay, openFairDay } from "../fair-day/fair.ts";
import { openWorld, personOf, type Side, takes, ticketOf, type World } from "../fair-day/world.ts";
import { until } from "./crashes.ts";

/** Longest time from one act to the kill, in milliseconds. */
const KILL_MS = 400;

/** The host of a fair and the home of people as processes that a test kills, while people queue at home. */
export type QueueNodes = {
  world: World;
  day: FairDay;
  /** Kills a node by SIGKILL within a moment, and starts it again. */
  kill(side: "host" | "people", inMs: number): Promise<void>;
  close(): Promise<void>;
};

async function start({ t, server }: Side): Promise<ChildProcess> {
  const child = await forkScript("federation-node", [t.database.url, new URL(server.url).port, "100000"]);
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`a node ended with ${code}`)));
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

export async function openQueueNodes(): Promise<QueueNodes> {
  const world = await openWorld();
  const day = await openFairDay(world);
  await beginFair(world, day.fair.id);
  for (const { server } of [world.host, world.people]) await server.close();
  const children = { host: await start(world.host), people: await start(world.people) };
  return {
    world,
    day,
    async kill(side, inMs) {
      await pause(inMs);
      await end(children[side]);
      children[side] = await start(world[side]);
    },
    async close() {
      await Promise.all(Object.values(children).map(end));
      await world.close();
    },
  };
}

/** Ids of the tickets of people who were told that they asked for a number, or gave it up. */
type Acknowledged = { joined: string[]; left: string[] };

const count = async ({ t }: Side, statement: ReturnType<typeof sql<{ n: number }>>) =>
  (await statement.execute(t.services.db)).rows[0]?.n ?? 0;

/** Counts of what was acknowledged and is not as it must be; all zero in the end. */
export async function missingTurns({ world, day }: QueueNodes, { joined, left }: Acknowledged) {
  const rest = joined.filter((id) => !left.includes(id));
  const open = (ids: readonly string[]) =>
    sql<{ n: number }>`select count(distinct ticket_id)::int as n from queue_entry
      where ticket_id = any(${[...ids]}::uuid[]) and status = 'waiting'`;
  const told = (ids: readonly string[]) =>
    sql<{ n: number }>`select count(distinct k.id)::int as n from told_meeting m join fair_ticket k
        on k.account_id = m.person_id and k.fair_id = ${day.fair.id}::uuid
      where m.kind = 'queueTurn' and k.id = any(${[...ids]}::uuid[]) and m.left_at is null
        and m.told->>'status' = 'waiting'`;
  return {
    lost: rest.length - (await count(world.host, open(rest))),
    untold: rest.length - (await count(world.people, told(rest))),
    kept: (await count(world.host, open(left))) + (await count(world.people, told(left))),
    doubled: await count(
      world.host,
      sql`select coalesce(sum(n - 1), 0)::int as n from (select count(*) as n from queue_entry
        where registration_id = ${day.booth}::uuid group by number
        union all select count(*) from queue_entry where registration_id = ${day.booth}::uuid group by person_id) d`,
    ),
    waiting: await count(
      world.people,
      sql`select count(*)::int as n from outgoing_command where state = 'waiting'`,
    ),
  };
}

const ALL_WELL = JSON.stringify({ lost: 0, untold: 0, kept: 0, doubled: 0, waiting: 0 });

/** Takes a number and gives some up in turn, and kills a node within a moment of each act. */
export async function queueStorm(nodes: QueueNodes, { seed, kills }: { seed: number; kills: number }) {
  const { world, day, kill } = nodes;
  const random = createRandom(seed);
  const done: Acknowledged = { joined: [], left: [] };
  const path = `/api/v1/me/fairs/${day.fair.id}/queue`;
  const body = { registrationId: day.booth };
  const strike = () => kill(random.chance(0.5) ? "host" : "people", random.below(KILL_MS));
  const hasTurn = async (client: Client) => {
    const answer = await client.call("GET", `/api/v1/me/fairs/${day.fair.id}`);
    return (await bodyOf<{ queue: unknown[] }>(answer, 200)).queue.length > 0;
  };
  for (let n = 0; n < kills; n += 1) {
    const { client } = await personOf(world.people);
    const ticket = await takes(client, day.fair);
    await until(`ticket ${n}`, async () => (await ticketOf(client, ticket)).code !== null);
    await bodyOf(await client.call("POST", path, { body }), 200);
    done.joined.push(ticket.id);
    await strike();
    // The first gives the number up, and the last keeps it.
    if (n > 0 && (n === kills - 1 || random.chance(0.5))) continue;
    await until(`turn ${n}`, () => hasTurn(client));
    await bodyOf(await client.call("POST", `${path}/departure`, { body }), 204);
    done.left.push(ticket.id);
    await strike();
  }
  const rest = async () => JSON.stringify(await missingTurns(nodes, done)) === ALL_WELL;
  await until("nothing is missing", rest).catch(() => undefined);
  return { done, wrong: await missingTurns(nodes, done) };
}
