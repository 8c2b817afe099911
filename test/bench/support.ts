import { type ChildProcess, fork } from "node:child_process";
import { startEmbedded } from "../../db/embedded/index.ts";
import { dataFolder } from "../support/folder.ts";

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
  const child = fork(file, { env: { ...process.env, ...env }, execArgv: ["--import", "tsx"] });
  const ready = await new Promise<T>((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) => reject(new Error(`${file.pathname} ended with ${code}`)));
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
