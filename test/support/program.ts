import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./sources.ts";

export { postmasterOf } from "./folder.ts";
export { freePort } from "./redis.ts";

export type Ended = { code: number | null; signal: NodeJS.Signals | null };
export type Program = {
  child: ChildProcess;
  /** Returns everything that the program has written so far to stdout and stderr. */
  output(): string;
  /** Resolves once the output contains `text`. Rejects, with the whole output, if the program ends first. */
  says(text: string): Promise<void>;
  ended: Promise<Ended>;
};

/** Returns the arguments of `node` in a script of package.json, with the file's path below `from`. */
function wordsOf(script: string, from: string): string[] {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  const [node, file = "", ...words] = scripts[script]?.split(" ") ?? [];
  if (node !== "node") throw new Error(`npm run ${script} does not run node`);
  return [join(from, file), ...words];
}

const running = new Set<Program>();

type Options = {
  /** A script of package.json that node runs. */
  script?: string;
  args?: string[];
  /** The whole standard input; empty unless given. */
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
  /** The checkout whose program runs, if `cwd` is another folder. */
  from?: string;
  /** A command that goes before `node`, for example to change the user or the mounted folders. */
  launcher?: string[];
};

/**
 * Starts a script of package.json in a process of its own. Its environment has PATH, TMPDIR, LOG_LEVEL and
 * the variables in `env`, and nothing else of this process.
 */
export function startProgram({
  script = "start",
  args: given = [],
  input,
  env = {},
  cwd = ROOT,
  from = "",
  launcher = [],
}: Options): Program {
  const [command = "", ...args] = [...launcher, process.execPath, ...wordsOf(script, from), ...given];
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH ?? "", TMPDIR: tmpdir(), LOG_LEVEL: "warn", ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  let text = "";
  const waiting: { wanted: string; resolve(): void; reject(error: Error): void }[] = [];
  const read = (chunk: Buffer) => {
    text += chunk.toString();
    for (const one of waiting) if (text.includes(one.wanted)) one.resolve();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      running.delete(program);
      for (const one of waiting) one.reject(new Error(`ended (${code ?? signal}) and said:\n${text}`));
      resolve({ code, signal });
    });
  });
  const program: Program = {
    child,
    output: () => text,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        if (text.includes(wanted)) resolve();
        else waiting.push({ wanted, resolve, reject });
      }),
    ended,
  };
  running.add(program);
  return program;
}

/** Returns the port that the server has printed. A server that was started with PORT=0 takes a free one. */
export function portOf(program: Program): number {
  const port = /http:\/\/localhost:(\d+)/.exec(program.output())?.[1];
  if (!port) throw new Error(`no port in:\n${program.output()}`);
  return Number(port);
}

/** Ends all programs that a test has left running. */
export async function endPrograms(): Promise<void> {
  const all = [...running];
  for (const program of all) program.child.kill("SIGTERM");
  await Promise.all(all.map(({ ended }) => ended));
}
