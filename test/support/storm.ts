import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { boardUpkeep } from "../../src/fairs/index.ts";
import type { openDesk } from "../factories/desk.ts";
import { publishedFair } from "../factories/fairs.ts";
import { freePort } from "./redis.ts";
import { openScreens } from "./screens.ts";

const CHILD = new URL("./board-child.ts", import.meta.url).pathname;
const WRITTEN_WHILE_AWAY = 3;

type Desk = Awaited<ReturnType<typeof openDesk>>;
type Server = { child: ChildProcess; rssMb(): number };

function startServer(url: string, port: number): Promise<Server> {
  const child = fork(CHILD, [url, String(port)], { execArgv: ["--import", "tsx"] });
  let most = 0;
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    child.on("message", (said: { port?: number; rssMb?: number }) => {
      if (said.rssMb) most = Math.max(most, said.rssMb);
      if (said.port) resolve({ child, rssMb: () => most });
    });
  });
}

async function until(limitS: number, what: string, reached: () => boolean): Promise<void> {
  const from = performance.now();
  while (!reached()) {
    if (performance.now() - from > limitS * 1000) throw new Error(`${what}: not within ${limitS} s`);
    await pause(20);
  }
}

/** Asks for a page again and again until told to end; returns the durations of the answers in milliseconds. */
function askOrdinary(address: string): { end(): Promise<number[]> } {
  let going = true;
  const durations: number[] = [];
  const run = (async () => {
    while (going) {
      const from = performance.now();
      const answer = await fetch(address);
      await answer.text();
      if (answer.status !== 200) throw new Error(`an ordinary request got ${answer.status}`);
      durations.push(performance.now() - from);
      await pause(20);
    }
    return durations;
  })();
  return {
    end: () => {
      going = false;
      return run;
    },
  };
}

export type Storm = { backS: number; missed: number; events: number; p99Ms: number; rssMb: number };

/**
 * F13: so many screens look at a board, the server is killed, events are written while it is away, it starts again, and
 * every screen comes back by itself.
 */
export async function storm(
  { database, services, union }: Desk,
  { count, hurry = 1, remember = true }: { count: number; hurry?: number; remember?: boolean },
): Promise<Storm> {
  const { fair } = await publishedFair(services, union);
  await database.travel("10 days 1 hour");
  const venueId = fair.venues[0]?.id ?? "";
  let written = 0;
  const write = async () => {
    const row = { id: union.ids.uuid(), reference: union.ids.reference(), fairId: fair.id, venueId };
    await database.db
      .insertInto("fairTicket")
      .values({ ...row, status: "valid", enteredAt: new Date() })
      .execute();
    await database.travel("1 second");
    await boardUpkeep(services);
    written += 1;
  };
  const port = await freePort();
  let server = await startServer(database.url, port);
  await write();
  const path = `/fairs/${fair.id}/board/events`;
  const screens = openScreens({ port, path, count, hurry, remember });
  try {
    await until(60, "all screens open", () => screens.open() === count && screens.least() === written);
    await write();
    await until(30, "all told", () => screens.least() === written);
    const killed = performance.now();
    server.child.removeAllListeners("exit");
    server.child.kill("SIGKILL");
    for (let n = 0; n < WRITTEN_WHILE_AWAY; n += 1) await write();
    server = await startServer(database.url, port);
    const ordinary = askOrdinary(`http://127.0.0.1:${port}/fairs`);
    await until(60, "all screens back", () => screens.open() === count);
    const backS = (performance.now() - killed) / 1000;
    await write();
    await until(30, "all told again", () => screens.least() === written);
    const durations = (await ordinary.end()).sort((a, b) => a - b);
    return {
      backS,
      missed: screens.missed(),
      events: screens.events(),
      p99Ms: durations[Math.ceil(durations.length * 0.99) - 1] ?? 0,
      rssMb: server.rssMb(),
    };
  } finally {
    screens.close();
    server.child.removeAllListeners("exit");
    server.child.kill("SIGKILL");
    await database.travel("-10 days -1 hour");
  }
}
