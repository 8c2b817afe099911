import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The id of the account `node` in the official images of Node. */
export const NODE_ID = 1000;

/**
 * Returns whether this process may mount folders, change its root and its user, as only root may. A box needs
 * this.
 */
export function mayBox(): boolean {
  try {
    execFileSync("unshare", ["--mount", "true"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

/** Folders of this machine that stand in for those of a base image. */
const BORROWED = ["usr", "proc", "dev"];
const MERGED = ["bin", "sbin", "lib", "lib64"];

/**
 * Creates a root folder like that of a base image: this machine's `/usr` with its Node, and the account
 * `node`. No container engine and no base image are needed.
 */
export function makeRoot(root: string): void {
  for (const path of [...BORROWED, "etc", "tmp", "run/secrets", "root", "home/node"])
    mkdirSync(join(root, path), { recursive: true });
  for (const name of MERGED) symlinkSync(`usr/${name}`, join(root, name));
  for (const name of ["resolv.conf", "nsswitch.conf", "ssl", "ld.so.cache"])
    cpSync(join("/etc", name), join(root, "etc", name), { recursive: true, dereference: true });
  const ids = `${NODE_ID}:${NODE_ID}`;
  writeFileSync(join(root, "etc/passwd"), `root:x:0:0::/root:/bin/sh\nnode:x:${ids}::/home/node:/bin/sh\n`);
  writeFileSync(join(root, "etc/group"), `root:x:0:\nnode:x:${NODE_ID}:\n`);
  writeFileSync(join(root, "etc/hosts"), "");
}

export type Box = {
  root: string;
  workdir: string;
  user: string;
  env: Record<string, string>;
  /** Folders or files outside that are visible inside, by their path inside. */
  mounts?: { from: string; to: string; readOnly?: boolean }[];
  /** Empty folders in memory, by their path inside. */
  tmpfs?: string[];
  readOnly?: boolean;
  /** Capabilities that root keeps, such as `chown`. Absent: all. */
  capabilities?: string[];
};

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Returns the mounts of a box as shell commands. They last as long as the process that runs them. */
function mounting({ root, mounts = [], tmpfs = [], readOnly = false }: Box): string[] {
  const inside = (path: string) => quoted(join(root, path));
  const bind = (from: string, to: string) => `mount --rbind ${quoted(from)} ${inside(to)}`;
  const seal = (path: string) => `mount -o remount,bind,ro ${inside(path)}`;
  const point = (from: string, to: string) =>
    statSync(from).isDirectory()
      ? `mkdir -p ${inside(to)}`
      : `mkdir -p ${inside(dirname(to))} && touch ${inside(to)}`;
  return [
    bind(root, ""),
    ...BORROWED.map((name) => bind(`/${name}`, name)),
    seal("usr"),
    ...["/run/secrets", ...tmpfs].map((path) => `mount -t tmpfs tmpfs ${inside(path)}`),
    ...mounts.flatMap(({ from, to, readOnly: sealed = false }) => [
      point(from, to),
      bind(from, to),
      ...(sealed ? [seal(to)] : []),
    ]),
    ...(readOnly ? [seal("")] : []),
  ];
}

/** Returns the command that enters the root, drops all privileges unless the user is root, and continues. */
function entering({ root, workdir, user, env, capabilities }: Box, command: string[]): string[] {
  const id = user === "node" ? NODE_ID : 0;
  const kept = id === 0 ? capabilities : [];
  const bounding = ["-all", ...(kept ?? []).map((name) => `+${name}`)].join();
  const dropped = ["--no-new-privs", "--bounding-set", bounding, "--inh-caps", "-all"];
  const limits = ["setpriv", `--reuid=${id}`, `--regid=${id}`, "--clear-groups", ...(kept ? dropped : [])];
  const home = id === 0 ? "/root" : "/home/node";
  const variables = Object.entries({ PATH: "/usr/local/bin:/usr/bin:/bin", HOME: home, ...env });
  const settings = variables.map(([name, value]) => `${name}=${value}`);
  return ["chroot", root, ...limits, "env", "-i", "-C", workdir, ...settings, ...command];
}

/**
 * Starts a command in a box: an own root folder, own mounts and an own environment. The network is that of
 * this machine. Signals reach the command itself.
 */
export function startInBox(box: Box, command: string[]): ChildProcess {
  const enter = entering(box, command).map(quoted).join(" ");
  const script = ["set -e", ...mounting(box), `exec ${enter}`].join("\n");
  return spawn("unshare", ["--mount", "sh", "-c", script], { stdio: ["ignore", "pipe", "pipe"] });
}

export type Outcome = { code: number | null; output: string };

/** Waits for a process. Returns its exit code and everything that it wrote. */
export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let output = "";
  const read = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** Starts a further command in the box of a running process, as `docker exec` does. It leads a group. */
export function startBeside(box: Box, pid: number, command: string[]): ChildProcess {
  const enter = ["--mount", `--target=${pid}`, ...entering(box, command)];
  return spawn("nsenter", enter, { stdio: ["ignore", "pipe", "pipe"], detached: true });
}

/** Runs a further command in the box of a running process. */
export const joinBox = (box: Box, pid: number, command: string[]): Promise<Outcome> =>
  outcomeOf(startBeside(box, pid, command));

/** Returns the user's id and the capabilities of a running process, from /proc. */
export function rightsOf(pid: number): { uid: number; capabilities: string; noNewPrivileges: boolean } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(status)?.[1] ?? "";
  return {
    uid: Number(field("Uid")),
    capabilities: field("CapEff"),
    noNewPrivileges: field("NoNewPrivs") === "1",
  };
}
