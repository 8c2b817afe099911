import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { processTimeMs, serverTimeMs } from "../processor-time.ts";
import { benchDatabase, endProcess, report, startCompiled } from "../support.ts";
import { percentile, tenths } from "../timing.ts";
import { openWire } from "../wire.ts";
import { type BenchNode, freePort, introduce, openNode, publishOne } from "./nodes.ts";

const APPLICATIONS = Number(process.argv[3] ?? 1_000);
const AT_ONCE = 32;
/** Number of people who apply one after the other. */
const ALONE = 20;
/** Number of people who apply first and are not measured: a node that runs has planned its statements. */
const WARMING = 250;
const EVERYBODY = WARMING + ALONE + APPLICATIONS;
const LIMIT_MS = 300;
const PROGRAM = "test/bench/sync/node-process.ts";
const CARD = {
  callName: "王师傅",
  skills: ["welder"],
  places: [NEIGHBOUR, HOME],
  years: 12,
  certificates: [],
};

/** Lets the people of NEIGHBOUR apply at HOME. */
async function writeClauses({ db }: BenchNode): Promise<void> {
  await sql`delete from agreement_clause`.execute(db);
  await sql`
    insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, commands, starts_on)
    select id, n.nth, n.from_city, n.to_city, n.kinds, n.commands, '2024-05-01' from agreement, (values
      (0, ${HOME}, ${NEIGHBOUR}, array['posting', 'enterprise', 'application', 'look'], array['apply']),
      (1, ${NEIGHBOUR}, ${HOME}, array['card'], array[]::text[])) as n(nth, from_city, to_city, kinds, commands)
    where slug = 'west'`.execute(db);
}

/** Signs in a new person with a card through the API. Returns the person's session. */
async function person(url: string, n: number): Promise<string> {
  let token = "";
  const ask = async (method: string, path: string, body: object): Promise<Record<string, string>> => {
    const headers = {
      "content-type": "application/json",
      // Codes are limited by address, and everybody has an own one.
      "x-forwarded-for": `198.18.${n >> 8}.${n & 255}`,
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const phone = `137${String(n).padStart(8, "0")}`;
  const { devCode } = await ask("POST", "/api/v1/sessions/otp", { phone });
  token = (await ask("POST", "/api/v1/sessions", { phone, code: devCode })).token ?? "";
  await ask("PUT", "/api/v1/me/profile", CARD);
  return token;
}

/**
 * Measures the time from a person's click at one node until the employer's node has answered. The page then
 * says that the application is delivered. Both nodes are processes. Once they are warm, one person applies
 * at a time, then 32 at once. The reference is the time of the click itself, which waits for nobody.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const [home, away] = [
    await openNode(database.url, "home", [HOME]),
    await openNode(database.url, "away", [NEIGHBOUR]),
  ];
  const ports = [await freePort(), await freePort()];
  const [homeUrl = "", awayUrl = ""] = ports.map((port) => `http://127.0.0.1:${port}`);
  await introduce(home, homeUrl, [away], awayUrl);
  for (const node of [home, away]) await writeClauses(node);
  await publishOne(home);
  const children: Awaited<ReturnType<typeof startCompiled>>[] = [];
  for (const [i, node] of [home, away].entries())
    children.push(
      await startCompiled(PROGRAM, { BENCH_DATABASE_URL: node.url, BENCH_PORT: String(ports[i]) }),
    );
  let settled: ReturnType<typeof watchSettled> | undefined;
  try {
    const people: string[] = [];
    for (let n = 0; n < EVERYBODY; n += 1) people.push(await person(awayUrl, n));
    await codesSent(away);
    const path = `/api/v1/postings/${await postingAt(away)}/applications`;
    settled = watchSettled(away);
    const delivered = settled.of;
    /** Lets people apply, `atOnce` under way at a time. Returns the times of the click and until delivery. */
    const applyAll = async (some: string[], atOnce: number) => {
      const [clicks, times]: [number[], number[]] = [[], []];
      const startMs = performance.now();
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          const wire = await openWire(ports[1] ?? 0);
          for (let token = some.pop(); token; token = some.pop()) {
            const fromMs = performance.now();
            const answer = await wire.post({ path, token, body: {} });
            if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
            clicks.push(performance.now() - fromMs);
            await delivered((JSON.parse(answer.text) as { id: string }).id);
            times.push(performance.now() - fromMs);
          }
          wire.close();
        }),
      );
      return { clicks, times, seconds: (performance.now() - startMs) / 1_000 };
    };
    const dataFolder = await dataFolderOf(home);
    /** Returns the processor time so far: of both nodes, of their databases, and of the people. */
    const processors = () => ({
      nodesMs: sum(children.map(({ child }) => processTimeMs(child.pid ?? 0))),
      databasesMs: serverTimeMs(dataFolder) ?? 0,
      peopleMs: processTimeMs(process.pid),
    });
    await applyAll(people.splice(0, WARMING), AT_ONCE);
    const alone = await applyAll(people.splice(0, ALONE), 1);
    const before = processors();
    const { clicks, times, seconds } = await applyAll(people, AT_ONCE);
    const after = processors();
    const each = (of: keyof typeof after) => tenths((after[of] - before[of]) / times.length);
    const { rows } = await sql<{ all: number; events: number }>`
      select (select count(*)::int from application) as all,
        (select count(*)::int from application_event where kind = 'send') as events`.execute(home.db);
    report({
      name: "remote-apply",
      ours: percentile(times, 0.95),
      reference: percentile(clicks, 0.95),
      unit: "ms, p95",
      limitMs: LIMIT_MS,
      p50Ms: tenths(percentile(times, 0.5)),
      aloneP95Ms: tenths(percentile(alone.times, 0.95)),
      applications: APPLICATIONS,
      lost: EVERYBODY - (rows[0]?.all ?? 0),
      doubled: (rows[0]?.events ?? 0) - (rows[0]?.all ?? 0),
      processorMsEach: {
        nodes: each("nodesMs"),
        databases: each("databasesMs"),
        people: each("peopleMs"),
      },
      perS: Math.round(times.length / seconds),
    });
  } finally {
    await settled?.close();
    for (const { child } of children) await endProcess(child);
    for (const { db } of [home, away]) await db.destroy();
    await database.close();
  }
}

/** Returns the data folder of the server that both databases are in. */
async function dataFolderOf({ db }: BenchNode): Promise<string> {
  const { rows } = await sql<{ at: string }>`select current_setting('data_directory') as at`.execute(db);
  return rows[0]?.at ?? "";
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/**
 * Looks every 10 ms which commands are settled, with one query for all that wait, so that looking costs the
 * database little.
 */
function watchSettled({ db }: BenchNode) {
  const waiting = new Map<string, () => void>();
  let open = true;
  const looking = (async () => {
    while (open) {
      const ids = [...waiting.keys()];
      const { rows } = await sql<{ id: string }>`/* planned */
        select subject_id as id from outgoing_command
        where subject_kind = 'application' and subject_id = any(${ids}::text[]) and state = 'done'`.execute(
        db,
      );
      for (const { id } of rows) {
        waiting.get(id)?.();
        waiting.delete(id);
      }
      await pause(10);
    }
  })();
  return {
    of: (id: string) => new Promise<void>((resolve) => waiting.set(id, resolve)),
    async close() {
      open = false;
      await looking;
    },
  };
}

/** Waits until the codes with which people signed in are sent, which is not what is measured. */
async function codesSent({ db }: BenchNode): Promise<void> {
  for (;;) {
    const { rows } =
      await sql`select from task where done_at is null and due_at <= app.now() limit 1`.execute(db);
    if (rows.length === 0) return;
    await pause(50);
  }
}

/** Waits until the other node has the posting. Returns its id. */
async function postingAt({ db }: BenchNode): Promise<string> {
  for (;;) {
    const { rows } = await sql<{ id: string }>`select id from posting limit 1`.execute(db);
    if (rows[0]) return rows[0].id;
    await pause(50);
  }
}
