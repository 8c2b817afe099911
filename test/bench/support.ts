import { type ChildProcess, type ForkOptions, fork } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { startEmbedded } from "../../db/embedded/index.ts";
import { build } from "../../src/launch/build.mjs";
import { dataFolder } from "../support/folder.ts";
import { ROOT } from "../support/sources.ts";

export type BenchDatabase = { url: string; dataDir: string; close(): Promise<void> };

/** Starts an embedded PostgreSQL for one benchmark. */
export async function benchDatabase(): Promise<BenchDatabase> {
  const folder = dataFolder();
  const server = await startEmbedded({ dataDir: folder.path });
  return {
    url: server.connectionString,
    dataDir: folder.path,
    async close() {
      await server.stop();
      await folder.remove();
    },
  };
}

/** Starts a TypeScript file as a process and waits for its first message. */
export async function startProcess<T>(
  file: URL,
  env: Record<string, string>,
): Promise<{ child: ChildProcess; ready: T }> {
  return started(file.pathname, { env: { ...process.env, ...env }, execArgv: ["--import", "tsx"] });
}

/**
 * Compiles a TypeScript file below the checkout as `npm start` compiles the program, starts it as a process
 * and waits for its first message. A loader of TypeScript would make the code slower and larger.
 */
export async function startCompiled<T>(
  path: string,
  env: Record<string, string>,
): Promise<{ child: ChildProcess; ready: T }> {
  const folder = dataFolder();
  try {
    await build({ out: folder.path, programs: { program: path } });
    symlinkSync(join(ROOT, "node_modules"), join(folder.path, "node_modules"));
    // Without the loader of TypeScript, which a child would inherit.
    const options = { env: { ...process.env, ...env }, execArgv: [] };
    const one = await started<T>(join(folder.path, "program.cjs"), options);
    // The stack of an error is read from a file beside the program.
    one.child.once("exit", () => void folder.remove());
    return one;
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function started<T>(path: string, options: ForkOptions): Promise<{ child: ChildProcess; ready: T }> {
  const child = fork(path, options);
  const ready = await new Promise<T>((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code}`)));
  });
  return { child, ready };
}

export const endProcess = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

export type Figures = { name: string; ours: number; reference: number; unit: string } & Record<
  string,
  unknown
>;

const shown = (figure: number) => (figure < 10 ? Number(figure.toFixed(3)) : Math.round(figure));

/** Prints the last line of a benchmark: JSON with both figures and their ratio. */
export function report({ name, ours, reference, unit, ...more }: Figures): void {
  const ratio = Number((ours / reference).toFixed(3));
  console.log(JSON.stringify({ name, ours: shown(ours), reference: shown(reference), ratio, unit, ...more }));
}
