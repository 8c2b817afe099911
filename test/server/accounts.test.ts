import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
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

/**
 * Returns whether this process may mount folders and change its user, as only root may. Without root, the
 * tests of the first start run as an ordinary user anyway.
 */
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
/** Paths of database clusters and builds outside their usual folder, to delete after the tests. */
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

/**
 * Starts the program from `checkout`, a bind mount of this checkout, after further `mounts`, and as user
 * `uid` if given.
 */
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

describe.skipIf(!mayMount())("npm start under other accounts", () => {
  test("as an ordinary user who owns only the data folder", async () => {
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

  test("as an ordinary user, from a checkout that is not built and that it may not write to", async () => {
    const home = folder(0o755);
    const [dataDir, unbuilt] = [join(home, "data"), join(home, "unbuilt")];
    for (const path of [dataDir, unbuilt, join(ROOT, "dist")]) mkdirSync(path, { recursive: true });
    chownSync(dataDir, NOBODY, NOBODY);
    const checkout = join(home, "app");
    const mounts: [string, string][] = [[unbuilt, join(checkout, "dist")]];
    const built = join(tmpdir(), `lianpin-build-${NOBODY}`);
    rmSync(built, { recursive: true, force: true });
    const { program, status } = await startFrom({ checkout, dataDir, mounts, uid: NOBODY });
    moved.push(built);
    expect(status).toBe(200);
    expect(readdirSync(unbuilt)).toEqual([]);
    expect(readdirSync(built)).toHaveLength(1);
    program.child.kill("SIGTERM");
    expect((await program.ended).code).toBe(0);
  });

  test("as root, from a checkout under a closed home", async () => {
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

  test("as root, without a postgres account", async () => {
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
