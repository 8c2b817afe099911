import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { boardUpkeep } from "../../src/fairs/index.ts";
import type { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { publishedFair } from "../factories/fairs.ts";
import { openScreens } from "./screens.ts";
import { forkScript } from "./scripts.ts";

const WRITTEN_WHILE_AWAY = 3;

type Desk = Awaited<ReturnType<typeof cityWithEnterprise>>;
type Server = { child: ChildProcess; port: number; rssMb(): number; ended: Promise<void> };

/** Starts the server on a port, 0 for a free one. `ended` resolves when the process has exited. */
async function startServer(url: string, port: number): Promise<Server> {
  const child = await forkScript("board", [url, String(port)]);
  let most = 0;
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    const ended = new Promise<void>((gone) => {
      child.once("exit", (code) => {
        reject(new Error(`the server ended with ${code}`));
        gone();
      });
    });
    child.on("message", (said: { port?: number; rssMb?: number }) => {
      if (said.rssMb) most = Math.max(most, said.rssMb);
      if (said.port) resolve({ child, port: said.port, rssMb: () => most, ended });
    });
  });
}

async function killServer(server: Server): Promise<void> {
  server.child.kill("SIGKILL");
  await server.ended;
}

/** Resolves once a condition holds. Throws if the server ends first. */
async function until(server: Server, what: string, reached: () => boolean): Promise<void> {
  while (!reached()) {
    const { exitCode, signalCode } = server.child;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`${what}: the server ended with ${exitCode ?? signalCode}`);
    await pause(20);
  }
}

type Ordinary = { end(): Promise<number[]> };

/**
 * Requests a page repeatedly. `end` waits for the last response and returns the durations in milliseconds.
 */
function askOrdinary(address: string): Ordinary {
  let going = true;
  const durations: number[] = [];
  const ask = async () => {
    while (going) {
      const from = performance.now();
      const answer = await fetch(address);
      await answer.text();
      if (answer.status !== 200) throw new Error(`an ordinary request got ${answer.status}`);
      durations.push(performance.now() - from);
      await pause(20);
    }
  };
  // `end` throws the failure. Without this, the promise would reject before anybody awaits it.
  const outcome = ask().then(
    () => null,
    (error: unknown) => ({ error }),
  );
  return {
    async end() {
      going = false;
      const failure = await outcome;
      if (failure) throw failure.error;
      return durations;
    },
  };
}

export type Storm = { backS: number; missed: number; events: number; p99Ms: number; rssMb: number };

/**
 * Opens many screens of a board, kills the server, writes events meanwhile, and starts the server again. The
 * screens must reconnect by themselves. Returns what was measured.
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
  let server = await startServer(database.url, 0);
  const { port } = server;
  let ordinary: Ordinary | null = null;
  await write();
  const path = `/fairs/${fair.id}/board/events`;
  const screens = openScreens({ port, path, count, hurry, remember });
  const told = (what: string) => until(server, what, () => screens.least() === written);
  try {
    await until(server, "all screens open", () => screens.open() === count && screens.least() === written);
    await write();
    await told("all told");
    const killed = performance.now();
    await killServer(server);
    await screens.dropped();
    for (let n = 0; n < WRITTEN_WHILE_AWAY; n += 1) await write();
    server = await startServer(database.url, port);
    ordinary = askOrdinary(`http://127.0.0.1:${port}/fairs`);
    await until(server, "all screens back", () => screens.open() === count);
    const backS = (performance.now() - killed) / 1000;
    await write();
    await told("all told again");
    const durations = (await ordinary.end()).sort((a, b) => a - b);
    return {
      backS,
      missed: screens.missed(),
      events: screens.events(),
      p99Ms: durations[Math.ceil(durations.length * 0.99) - 1] ?? 0,
      rssMb: server.rssMb(),
    };
  } finally {
    await ordinary?.end().catch(() => undefined);
    screens.close();
    await killServer(server);
    await database.travel("-10 days -1 hour");
  }
}
