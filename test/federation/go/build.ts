import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../support/sources.ts";

const GOPATH = "/usr/share/gocode";

/** True if Go and Debian's package of the Go project's own readers of notes and logs are here. */
export const goInstalled =
  (existsSync(join(GOPATH, "src/golang.org/x/mod/sumdb/tlog")) &&
    spawnSync("go", ["version"]).status === 0) ||
  Boolean(process.env.CI);

/** Compiles a program of this folder. Returns the path of the executable in `folder`. */
export function buildGo(name: string, folder: string): string {
  const path = join(folder, name);
  execFileSync("go", ["build", "-o", path, join(ROOT, "test/federation/go", `${name}.go`)], {
    env: { ...process.env, GOPATH, GO111MODULE: "off", GOFLAGS: "" },
  });
  return path;
}
