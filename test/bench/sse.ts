import type { ChildProcess } from "node:child_process";
import type { Screens } from "../support/screens.ts";
import { openAll, until } from "./stream/lines.ts";
import { benchDatabase, endProcess, median, report, startProcess } from "./support.ts";

const SCREENS = 5_000;
const ROUNDS = 5;
const EVENTS = 40;

/** Returns the messages per second, from the first one until every screen has received every event. */
async function round(child: ChildProcess, screens: Screens): Promise<number> {
  const before = screens.events();
  const from = performance.now();
  child.send({ events: EVENTS });
  await until(() => screens.events() - before >= EVENTS * SCREENS);
  const seconds = (performance.now() - from) / 1000;
  if (screens.events() - before !== EVENTS * SCREENS) throw new Error("a screen was told twice");
  return (EVENTS * SCREENS) / seconds;
}

/**
 * Measures a board's event stream with 5,000 screens: the whole program against Node's `http` server, which
 * writes the same bytes. They run in turn. Each server has its own process, and all screens are in a third.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  const env = { BENCH_DATABASE_URL: database.url };
  const ours = await startProcess<{ port: number; path: string; state: string }>(
    new URL("./sse-ours.ts", import.meta.url),
    env,
  );
  const bare = await startProcess<{ port: number }>(new URL("./sse-bare.ts", import.meta.url), {
    BENCH_STATE: ours.ready.state,
  });
  const open: Screens[] = [];
  try {
    const seen = {
      ours: await openAll(ours.ready.port, ours.ready.path, SCREENS),
      bare: await openAll(bare.ready.port, "/", SCREENS),
    };
    open.push(seen.ours, seen.bare);
    await round(ours.child, seen.ours);
    await round(bare.child, seen.bare);
    const figures: { ours: number; bare: number }[] = [];
    for (let n = 1; n <= ROUNDS; n += 1) {
      const pair = { ours: await round(ours.child, seen.ours), bare: await round(bare.child, seen.bare) };
      figures.push(pair);
      console.log(`round ${n}: ours ${pair.ours.toFixed(0)}/s, res.write ${pair.bare.toFixed(0)}/s`);
    }
    report({
      name: "sse",
      ours: median(figures.map((f) => f.ours)),
      reference: median(figures.map((f) => f.bare)),
      unit: "messages/s",
      screens: SCREENS,
      rounds: ROUNDS,
      bytes: ours.ready.state.length,
    });
  } finally {
    for (const screens of open) screens.close();
    await Promise.all([endProcess(ours.child), endProcess(bare.child)]);
    await database.close();
  }
}
