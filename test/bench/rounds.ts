import { readdirSync, readFileSync } from "node:fs";
import type pg from "pg";
import { postmasterOf } from "../support/folder.ts";
import { bareConnections } from "./replay.ts";
import { median } from "./support.ts";
import { percentile, tenths } from "./timing.ts";
import { openWire, type Wire } from "./wire.ts";

/** Milliseconds per clock tick in /proc. Linux reports 100 ticks a second on every usual machine. */
const TICK_MS = 10;

/** Returns parent, own CPU ticks and those of ended children of a process, or null if it has ended. */
function statOf(pid: string): { parent: number; own: number; children: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, parent = 0] = fields;
    const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15);
    return { parent, own: user + system, children: childrenUser + childrenSystem };
  } catch {
    return null;
  }
}

/** Returns the CPU time of a cluster so far: postmaster, backends, and backends that have ended. */
export function databaseCpuMs(dataDir: string): number {
  const postmaster = postmasterOf(dataDir);
  if (postmaster === null) throw new Error("the database does not run");
  const ended = statOf(String(postmaster))?.children ?? 0;
  const ticks = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const stat = statOf(pid);
      return stat && (stat.parent === postmaster || Number(pid) === postmaster) ? [stat.own] : [];
    })
    .reduce((sum, own) => sum + own, ended);
  return ticks * TICK_MS;
}

/**
 * Runs `one` for every item on several connections to the program. Returns the seconds until all are done.
 */
async function overHttp<T>(
  port: number,
  { left, connections }: { left: readonly T[]; connections: number },
  one: (wire: Wire, item: T) => Promise<unknown>,
): Promise<number> {
  const waiting = [...left];
  const wires = await Promise.all(Array.from({ length: connections }, () => openWire(port)));
  try {
    const startMs = performance.now();
    await Promise.all(
      wires.map(async (wire) => {
        for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await one(wire, item);
      }),
    );
    return (performance.now() - startMs) / 1000;
  } finally {
    for (const wire of wires) wire.close();
  }
}

type Sides<T> = {
  port: number;
  url: string;
  dataDir: string;
  connections: number;
  rounds: number;
  items: readonly T[];
  /** One act through the program. */
  ours(wire: Wire, item: T): Promise<unknown>;
  /** Called after the turns that are not counted. */
  warmedUp(): Promise<unknown>;
  /** The statements of the same act on a bare connection. */
  bare(client: pg.Client, item: T): Promise<unknown>;
};

type Turn = { perSecond: number; cpuMs: number };

export type Compared = {
  ours: number;
  reference: number;
  p50Ms: number;
  p95Ms: number;
  dbCpuMs: number;
  bareDbCpuMs: number;
};

/**
 * Measures the program and the bare connections in turns, so that other load meets both. The first turn of
 * each is not counted. Returns the medians of acts a second, times of the program's acts, and the CPU time
 * that one act costs the database.
 */
export async function inTurns<T>(sides: Sides<T>): Promise<Compared> {
  const { port, url, dataDir, connections, rounds, items } = sides;
  const size = Math.floor(items.length / (2 * (rounds + 1)));
  const times: number[] = [];
  const turn = async (run: () => Promise<number>): Promise<Turn> => {
    const before = databaseCpuMs(dataDir);
    const seconds = await run();
    return { perSecond: size / seconds, cpuMs: (databaseCpuMs(dataDir) - before) / size };
  };
  const measured: { ours: Turn; bare: Turn }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const at = 2 * round * size;
    times.splice(0, round === 1 ? times.length : 0);
    const ours = await turn(() =>
      overHttp(port, { left: items.slice(at, at + size), connections }, async (wire, item) => {
        const startMs = performance.now();
        await sides.ours(wire, item);
        times.push(performance.now() - startMs);
      }),
    );
    const bare = await turn(() =>
      bareConnections(url, { left: items.slice(at + size, at + 2 * size), connections }, sides.bare),
    );
    if (round === 0) await sides.warmedUp();
    else measured.push({ ours, bare });
    console.log(
      `${round === 0 ? "warm-up" : `turn ${round}`}: ${ours.perSecond.toFixed(0)} a second, database ${ours.cpuMs.toFixed(2)} ms; ` +
        `bare ${bare.perSecond.toFixed(0)} a second, database ${bare.cpuMs.toFixed(2)} ms`,
    );
  }
  const middle = (pick: (turn: (typeof measured)[number]) => number) => median(measured.map(pick));
  return {
    ours: middle(({ ours }) => ours.perSecond),
    reference: middle(({ bare }) => bare.perSecond),
    p50Ms: Math.round(percentile(times, 0.5)),
    p95Ms: Math.round(percentile(times, 0.95)),
    dbCpuMs: tenths(middle(({ ours }) => ours.cpuMs)),
    bareDbCpuMs: tenths(middle(({ bare }) => bare.cpuMs)),
  };
}
