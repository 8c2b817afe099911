import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createRandom } from "../../../db/demo/random.ts";
import { digestOfLog, SHARED_KINDS } from "../../../src/federation/index.ts";
import { logHead } from "../../../src/platform/changes/index.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { freePort } from "../../support/program.ts";
import { forkScript } from "../../support/scripts.ts";
import { openWorld, type World } from "../apply/world.ts";

const STREAM = `${HOME}/public`;
/** Longest time from one act to the kill, in milliseconds. */
const KILL_MS = 400;
const BOUND_MS = 180_000;

type Side = "home" | "away";

/** Two nodes as processes that a test kills. The test writes into their databases as people would. */
export type Nodes = {
  world: World;
  /** Kills a node by SIGKILL within a moment, and starts it again. */
  kill(side: Side, inMs: number): Promise<void>;
  close(): Promise<void>;
};

export async function openNodes(stateFrom = 100_000): Promise<Nodes> {
  const ports = { home: await freePort(), away: await freePort() };
  const urlOf = (side: Side) => `http://127.0.0.1:${ports[side]}`;
  const world = await openWorld(async (_, city) => ({
    url: urlOf(city === HOME ? "home" : "away"),
    close: async () => undefined,
  }));
  const databases = { home: world.home.t.database.url, away: world.away.database.url };
  const children = new Map<Side, ChildProcess>();
  async function start(side: Side): Promise<void> {
    const child = await forkScript("federation-node", [
      databases[side],
      String(ports[side]),
      String(stateFrom),
    ]);
    children.set(side, child);
    await new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`a node ended with ${code}`)));
    });
  }
  async function end(side: Side): Promise<void> {
    const child = children.get(side);
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    child?.kill("SIGKILL");
    await ended;
  }
  await Promise.all([start("home"), start("away")]);
  return {
    world,
    async kill(side, inMs) {
      await pause(inMs);
      await end(side);
      await start(side);
    },
    async close() {
      await Promise.all([end("home"), end("away")]);
      await world.close();
    },
  };
}

/** Waits until `holds`. Throws with the name of what did not come true. */
export async function until(name: string, holds: () => Promise<boolean>): Promise<void> {
  for (const endMs = Date.now() + BOUND_MS; !(await holds()); ) {
    if (Date.now() > endMs) throw new Error(`did not come true in time: ${name}`);
    await pause(50);
  }
}

/** What people were told is done, by its id. */
type Acknowledged = { postings: string[]; applications: string[]; withdrawn: string[] };

const countIn = async (world: World, side: Side, statement: ReturnType<typeof sql<{ n: number }>>) => {
  const { db } = side === "home" ? world.home.t.services : world.away.services;
  return (await statement.execute(db)).rows[0]?.n ?? 0;
};

const TO = `${NEIGHBOUR}/to/${HOME}`;

/** Returns the ids of the cards of applications. */
async function cardsOf(world: World, applications: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select consent_id as id from application where id = any(${[...applications]}::uuid[])`.execute(
    world.away.services.db,
  );
  return rows.map(({ id }) => id);
}

/** Returns those of the cards of which the employer's node still has a row or a sealed text. */
async function heldOf(world: World, cards: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...cards]}::text[]) as c(id)
    where exists (select from received_card r where r.consent_id = c.id::uuid)
      or exists (select from log_entry e where e.stream = ${TO} and e.record_id = c.id and e.payload is not null)`.execute(
    world.home.t.services.db,
  );
  return rows.map(({ id }) => id);
}

/** Returns the number of cards that a receipt says are deleted, and that are still at the employer's node. */
async function deniedBy(world: World): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select record_id as id from told_record
    where stream = ${TO} and kind = 'card' and asked_for = 'erase' and receipt_at is not null`.execute(
    world.away.services.db,
  );
  return (
    await heldOf(
      world,
      rows.map(({ id }) => id),
    )
  ).length;
}

/** Counts of what was acknowledged and is not as it must be; all zero in the end. */
export async function missing(world: World, { postings, applications, withdrawn }: Acknowledged) {
  const rest = applications.filter((id) => !withdrawn.includes(id));
  const lostPostings =
    postings.length -
    (await countIn(
      world,
      "away",
      sql`select count(*)::int as n from posting where id = any(${postings}::uuid[]) and status = 'published'`,
    ));
  const lostApplications =
    rest.length -
    (await countIn(
      world,
      "home",
      sql`select count(*)::int as n from application where id = any(${rest}::uuid[]) and status <> 'withdrawn'`,
    ));
  const sentTwice = await countIn(
    world,
    "home",
    sql`select coalesce(sum(n - 1), 0)::int as n from (select count(*) as n from application_event
      where application_id = any(${applications}::uuid[]) and kind = 'send' group by application_id) s`,
  );
  const keptCards = (await heldOf(world, await cardsOf(world, withdrawn))).length;
  const unconfirmed = await countIn(
    world,
    "away",
    sql`select count(*)::int as n from told_record
      where stream = ${TO} and asked_for = 'erase' and receipt_at is null`,
  );
  const stillOpen = await countIn(
    world,
    "home",
    sql`select count(*)::int as n from application where id = any(${withdrawn}::uuid[]) and status <> 'withdrawn'`,
  );
  const waiting = await countIn(
    world,
    "away",
    sql`select count(*)::int as n from outgoing_command where state = 'waiting'`,
  );
  return { lostPostings, lostApplications, sentTwice, keptCards, unconfirmed, stillOpen, waiting };
}

const ALL_WELL = {
  lostPostings: 0,
  lostApplications: 0,
  sentTwice: 0,
  keptCards: 0,
  unconfirmed: 0,
  stillOpen: 0,
  waiting: 0,
};

/**
 * Publishes, applies and withdraws in turn, and kills a node within a moment of each act: of pulls, commands
 * and erasures. `early`: receipts for cards that were not deleted yet.
 */
export async function storm({ world, kill }: Nodes, { seed, kills }: { seed: number; kills: number }) {
  const random = createRandom(seed);
  const done: Acknowledged = { postings: [], applications: [], withdrawn: [] };
  const people: { client: Client; id: string }[] = [];
  let early = 0;
  const isHere = async (id: string) =>
    (await countIn(world, "away", sql`select count(*)::int as n from posting where id = ${id}::uuid`)) > 0;
  for (let n = 0; n < kills; n += 1) {
    const id = await world.home.publish({ title: `崩溃试验${seed}号${n}` });
    done.postings.push(id);
    await kill(random.chance(0.5) ? "home" : "away", random.below(KILL_MS));
    await until(`posting ${n}`, () => isHere(id));
    const { client } = await world.person();
    const answer = await client.call("POST", `/api/v1/postings/${id}/applications`, { body: {} });
    const application = await bodyOf<{ id: string }>(answer, 201);
    done.applications.push(application.id);
    people.push({ client, id: application.id });
    await kill(random.chance(0.5) ? "home" : "away", random.below(KILL_MS));
    if (n < kills - 1 && random.chance(0.5)) continue;
    const one = random.pick(people);
    if (done.withdrawn.includes(one.id)) continue;
    const taken = await one.client.call("POST", `/api/v1/applications/${one.id}/withdrawal`, { body: {} });
    await bodyOf(taken, 204);
    done.withdrawn.push(one.id);
    // The erasure is numbered, read, carried out and confirmed meanwhile.
    for (const side of ["home", "away"] as const) await kill(side, random.below(KILL_MS));
    early += await deniedBy(world);
  }
  const rest = async () => JSON.stringify(await missing(world, done)) === JSON.stringify(ALL_WELL);
  await until("nothing is missing", rest).catch(() => undefined);
  return {
    ...(await missing(world, done)),
    early,
    postings: done.postings.length,
    withdrawn: done.withdrawn.length,
  };
}

/** Writes `count` records that no node can show, so that a state of several parts is taken. */
async function fill(world: World, count: number): Promise<void> {
  await sql`
    insert into outbox (stream, kind, record_id, home, rev, op)
    select ${STREAM}, 'posting', gen_random_uuid()::text, ${HOME}, 1, 'erase' from generate_series(1, ${count}::int)`.execute(
    world.home.t.services.db,
  );
}

/** Lets a node that knows nothing take the state of the log, and kills a node again and again meanwhile. */
export async function bootstrap({ world, kill }: Nodes, { seed, kills }: { seed: number; kills: number }) {
  const random = createRandom(seed);
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) ids.push(await world.home.publish({ title: `启动试验${seed}号${n}` }));
  await fill(world, 500 * kills);
  for (let n = 0; n < kills; n += 1) await kill(random.chance(0.5) ? "home" : "away", random.below(KILL_MS));
  const sizeOf = async (side: Side) => {
    const { db } = side === "home" ? world.home.t.services : world.away.services;
    return (await logHead(db, STREAM))?.frontier.size ?? -1;
  };
  await until(
    "even",
    async () => (await sizeOf("away")) === (await sizeOf("home")) && (await sizeOf("home")) > 500,
  );
  const [kind] = SHARED_KINDS.filter((one) => one.kind === "posting");
  if (!kind) throw new Error("no kind");
  const log = { stream: STREAM, epoch: 1, size: await sizeOf("home"), asOf: new Date() };
  const [told, held] = [
    JSON.stringify(await digestOfLog(world.home.t.services.db, kind, log)),
    JSON.stringify(await digestOfLog(world.away.services.db, kind, log)),
  ];
  const lost =
    ids.length -
    (await countIn(
      world,
      "away",
      sql`select count(*)::int as n from posting where id = any(${ids}::uuid[])`,
    ));
  return { lost, equal: told === held };
}
