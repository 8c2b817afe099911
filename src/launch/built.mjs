import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, fingerprint, ROOT } from "./build.mjs";

/** Builds that stay: a program that still runs may read files of an older one. */
const KEPT = 5;
const PARTIAL = ".partial-";
const READ_ONLY = ["EACCES", "EROFS", "EPERM"];
const TAKEN = ["EEXIST", "ENOTEMPTY"];

/** A folder of this account alone in the temporary folder, where another account may have put one of that name. */
function privateFolder() {
  const path = join(tmpdir(), `lianpin-build-${process.getuid?.() ?? "user"}`);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  const ours = process.getuid === undefined || (found.uid === process.getuid() && !(found.mode & 0o022));
  return found.isDirectory() && ours ? path : mkdtempSync(`${path}-`);
}

/** Marks a build as used now, so that older ones go first. */
function touch(folder) {
  try {
    utimesSync(folder, new Date(), new Date());
  } catch (error) {
    if (!READ_ONLY.includes(error.code)) throw error;
  }
}

/** Removes old builds and what builds that were cut off left behind an hour ago. */
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

/** Builds aside and renames, so that of several starts at once none sees half a build. */
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
 * The folder of the compiled program: `dist/<fingerprint>`, built when it is not there. A checkout that this account
 * may not write to is built in the temporary folder.
 */
export async function builtFolder() {
  const name = fingerprint();
  const home = join(ROOT, "dist");
  const folder = join(home, name);
  if (existsSync(folder)) {
    touch(folder);
    return folder;
  }
  try {
    return await buildIn(home, name, false);
  } catch (error) {
    if (!READ_ONLY.includes(error.code)) throw error;
  }
  const apart = privateFolder();
  const apartName = `${name}-${createHash("sha256").update(ROOT).digest("hex").slice(0, 8)}`;
  if (!existsSync(join(apart, apartName))) return buildIn(apart, apartName, true);
  touch(join(apart, apartName));
  return join(apart, apartName);
}
