import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { createDb } from "../../../db/client.ts";
import { wakeAll } from "../../../src/platform/live/index.ts";
import type { Screens } from "../../support/screens.ts";
import { benchDatabase, endProcess, median, report, startProcess } from "../support.ts";
import { percentile, tenths } from "../timing.ts";
import { openAll, residentKb, until } from "./lines.ts";

const LINES = 8_000;
const WARM = 5;
const EVENTS = 100;
/** Pause between two events, in which the sockets come to rest. */
const REST_MS = 100;

/** Returns the milliseconds from the start of `write` until every line has been told. */
async function told(screens: Screens, write: () => unknown): Promise<number> {
  const before = screens.events();
  const fromMs = performance.now();
  await write();
  await until(() => screens.events() - before >= LINES, 1);
  const ms = performance.now() - fromMs;
  if (screens.events() - before !== LINES) throw new Error("a line was told twice");
  await pause(REST_MS);
  return ms;
}

type Server = { port: number; path: string; pid: number | undefined };

/**
 * Opens all lines to one server. `kbPerLine` returns the KB of memory that one line costs it by then. Right
 * after the opening that includes what the requests left to be collected.
 */
async function open({ port, path, pid }: Server): Promise<{ screens: Screens; kbPerLine(): number }> {
  const before = residentKb(pid);
  const screens = await openAll(port, path, LINES);
  return { screens, kbPerLine: () => tenths((residentKb(pid) - before) / LINES) };
}

/**
 * Measures 8,000 lines of one process of the program. This process, another one, writes each event to the
 * database and waits until all lines are told. The reference is Node's `http` server, which writes the same
 * bytes to as many sockets when it is told to. They run in turn, each in a process of its own.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const env = { BENCH_DATABASE_URL: database.url };
  const ours = await startProcess<{ port: number; path: string; state: string }>(
    new URL("../sse-ours.ts", import.meta.url),
    env,
  );
  const bare = await startProcess<{ port: number }>(new URL("../sse-bare.ts", import.meta.url), {
    BENCH_STATE: ours.ready.state,
  });
  const db = createDb(database.url, { max: 1 });
  const opened: Screens[] = [];
  const [, , fairId] = ours.ready.path.split("/");
  const write = () =>
    sql`
      insert into fair_board_event (fair_id, seq, state)
      select fair_id, seq + 1, state from fair_board_event where fair_id = ${fairId} order by seq desc limit 1
      returning ${wakeAll("live fairBoard")}`.execute(db);
  try {
    const lines = {
      ours: await open({ ...ours.ready, pid: ours.child.pid }),
      bare: await open({ port: bare.ready.port, path: "/", pid: bare.child.pid }),
    };
    opened.push(lines.ours.screens, lines.bare.screens);
    const kbPerLineOpened = lines.ours.kbPerLine();
    const times: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
    for (let n = 0; n < WARM + EVENTS; n += 1) {
      const pair = {
        ours: await told(lines.ours.screens, write),
        bare: await told(lines.bare.screens, () => bare.child.send({ events: 1 })),
      };
      if (n < WARM) continue;
      times.ours.push(pair.ours);
      times.bare.push(pair.bare);
    }
    report({
      name: "stream",
      ours: (LINES * 1000) / median(times.ours),
      reference: (LINES * 1000) / median(times.bare),
      unit: "lines told/s",
      lines: LINES,
      events: EVENTS,
      allToldP50Ms: tenths(median(times.ours)),
      allToldP99Ms: tenths(percentile(times.ours, 0.99)),
      bareP99Ms: tenths(percentile(times.bare, 0.99)),
      kbPerLine: lines.ours.kbPerLine(),
      kbPerLineOpened,
      bareKbPerLine: lines.bare.kbPerLine(),
    });
  } finally {
    for (const screens of opened) screens.close();
    await db.destroy();
    await Promise.all([endProcess(ours.child), endProcess(bare.child)]);
    await database.close();
  }
}
