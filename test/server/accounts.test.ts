import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { endPrograms, portOf, postmasterOf, startProgram } from "../support/program.ts";
import { ROOT } from "../support/sources.ts";

/** Other accounts and mount tables are root's to give; elsewhere the first test of the start is the ordinary user's. */
function mayMount(): boolean {
  try {
    execFileSync("unshare", ["--mount", "true"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
const uidOf = (name: string) =>
  Number(accounts.find((line) => line.startsWith(`${name}:`))?.split(":")[2] ?? Number.NaN);
const NOBODY = uidOf("nobody");

const folders: string[] = [];
/** Clusters that could not lie in their data folder. */
const moved: string[] = [];
afterEach(endPrograms);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  for (const cluster of moved) rmSync(cluster, { recursive: true, force: true });
});
const folder = (mode: number) => {
  const path = mkdtempSync(join(tmpdir(), "lianpin-account-"));
  chmodSync(path, mode);
  folders.push(path);
  return path;
};

/** Starts the program from `checkout`, a second view of this one, after `mounts` and as `account` where one is named. */
async function startFrom(o: {
  checkout: string;
  dataDir: string;
  mounts?: [from: string, to: string][];
  uid?: number;
}) {
  mkdirSync(o.checkout, { recursive: true });
  const mounts = [[ROOT, o.checkout], ...(o.mounts ?? [])].map(([from, to]) => `mount --bind ${from} ${to}`);
  const as = o.uid ? `setpriv --reuid ${o.uid} --regid ${o.uid} --clear-groups` : "";
  const script = [...mounts, `cd ${o.checkout}`, `exec ${as} "$@"`].join(" && ");
  const program = startProgram({
    launcher: ["unshare", "--mount", "sh", "-c", script, "sh"],
    env: { DATA_DIR: o.dataDir, PORT: "0", DEMO: "0", HOME: "/nonexistent" },
  });
  await program.says("已就绪");
  const ready = await fetch(`http://127.0.0.1:${portOf(program)}/readyz`);
  return { program, status: ready.status };
}

const ownerOf = (pid: number | null) => (pid ? statSync(`/proc/${pid}`).uid : null);

describe.skipIf(!mayMount())("npm start, where only root may set the scene", () => {
  test("as an ordinary user, to whom nothing but the data folder belongs", async () => {
    const home = folder(0o755);
    const dataDir = join(home, "data");
    mkdirSync(dataDir);
    chownSync(dataDir, NOBODY, NOBODY);
    const { program, status } = await startFrom({ checkout: join(home, "app"), dataDir, uid: NOBODY });
    expect(status).toBe(200);
    expect(ownerOf(postmasterOf(dataDir))).toBe(NOBODY);
    program.child.kill("SIGTERM");
    expect((await program.ended).code).toBe(0);
  });

  test("as root, from a checkout under a home that nobody else may enter", async () => {
    const home = folder(0o700);
    const dataDir = join(home, "app-data");
    const { program, status } = await startFrom({ checkout: join(home, "app"), dataDir });
    expect(status).toBe(200);
    const cluster = join(
      "/var/lib/lianpin",
      `data-${readFileSync(join(dataDir, "cluster-id"), "utf8").trim()}`,
    );
    moved.push(cluster);
    expect(program.output()).toContain(cluster);
    program.child.kill("SIGTERM");
    expect((await program.ended).code).toBe(0);
  });

  test("as root, where no postgres account exists", async () => {
    const home = folder(0o755);
    const dataDir = join(home, "data");
    const passwd = join(home, "passwd");
    writeFileSync(passwd, accounts.filter((line) => !line.startsWith("postgres:")).join("\n"));
    const { program, status } = await startFrom({
      checkout: join(home, "app"),
      dataDir,
      mounts: [[passwd, "/etc/passwd"]],
    });
    expect(status).toBe(200);
    expect(ownerOf(postmasterOf(dataDir))).toBe(NOBODY);
    program.child.kill("SIGTERM");
    expect((await program.ended).code).toBe(0);
  });
});
