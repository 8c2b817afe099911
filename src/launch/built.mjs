import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, fingerprint, inputStamp, ROOT } from "./build.mjs";

/** Number of builds that are kept, because a running program may still read files of an older build. */
const KEPT = 5;
const PARTIAL = ".partial-";
const READ_ONLY = ["EACCES", "EROFS", "EPERM"];
const TAKEN = ["EEXIST", "ENOTEMPTY"];

/**
 * Returns a folder in the temporary folder that only this account can write. If another account has created a
 * folder of that name, the name gets a random ending.
 */
function privateFolder() {
  const path = join(tmpdir(), `lianpin-build-${process.getuid?.() ?? "user"}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const ours = process.getuid === undefined || (found.uid === process.getuid() && !(found.mode & 0o022));
  return found.isDirectory() && ours ? path : mkdtempSync(`${path}-`);
}

const stampPath = (folder) => join(folder, "inputs");

/**
 * Marks a build as used now, so that `prune` removes other builds first, and notes the files that it was made
 * of. Returns its folder.
 */
function used(folder, stamp) {
  try {
    writeFileSync(stampPath(folder), stamp);
    utimesSync(folder, new Date(), new Date());
  } catch (error) {
    if (!READ_ONLY.includes(error.code)) throw error;
  }
  return folder;
}

/** Returns the build in `home` that was last used with exactly these files, if there is one. */
function unchanged(home, stamp) {
  if (!existsSync(home)) return undefined;
  return readdirSync(home)
    .map((name) => join(home, name))
    .find((folder) => existsSync(stampPath(folder)) && readFileSync(stampPath(folder), "utf8") === stamp);
}

/** Removes all but the KEPT last used builds, and incomplete builds that are older than an hour. */
function prune(home) {
  const builds = readdirSync(home)
    .filter((name) => /^[0-9a-f]{16}(-|$)/.test(name) || name.startsWith(PARTIAL))
    .map((name) => ({ name, usedMs: statSync(join(home, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.usedMs - a.usedMs);
  const whole = builds.filter(({ name }) => !name.startsWith(PARTIAL));
  const cutOff = builds.filter(
    ({ name, usedMs }) => name.startsWith(PARTIAL) && usedMs < Date.now() - 3_600_000,
  );
  for (const { name } of [...whole.slice(KEPT), ...cutOff])
    rmSync(join(home, name), { recursive: true, force: true });
}

/**
 * Builds into a temporary folder and renames it, so that a concurrent start never sees an incomplete build.
 */
async function buildIn(home, name, apart) {
  mkdirSync(home, { recursive: true });
  const partial = mkdtempSync(join(home, PARTIAL));
  try {
    await build({ out: partial });
    if (apart) symlinkSync(join(ROOT, "node_modules"), join(partial, "node_modules"), "junction");
    renameSync(partial, join(home, name));
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!TAKEN.includes(error.code)) throw error;
  }
  prune(home);
  return join(home, name);
}

/**
 * Returns the folder of the compiled program, `dist/<fingerprint>`, and builds it if it is absent. If this
 * account cannot write to the checkout, builds in the temporary folder.
 */
export async function builtFolder() {
  const home = join(ROOT, "dist");
  // Taken before the content is read, so that the next start notices a file that is written meanwhile.
  const stamp = inputStamp();
  const known = unchanged(home, stamp);
  if (known) return used(known, stamp);
  const name = fingerprint();
  if (existsSync(join(home, name))) return used(join(home, name), stamp);
  try {
    return used(await buildIn(home, name, false), stamp);
  } catch (error) {
    if (!READ_ONLY.includes(error.code)) throw error;
  }
  const apart = privateFolder();
  const apartName = `${name}-${createHash("sha256").update(ROOT).digest("hex").slice(0, 8)}`;
  if (existsSync(join(apart, apartName))) return used(join(apart, apartName), stamp);
  return buildIn(apart, apartName, true);
}
