import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { makeRootKey, type NoteSigner, readRootKey, rootName } from "../../../src/federation/index.ts";
import { FED_COMMAND as TEXT } from "../../../src/web/text/terminal/federation.ts";
import { UsageError } from "../run-command.ts";

const isInside = (path: string, folder: string) => {
  const way = relative(resolve(folder), resolve(path));
  return way === "" || (!way.startsWith("..") && !way.startsWith("/"));
};

/** Reads the root keys of files. Throws UsageError for an absent file and one that holds no root key. */
export const readRoots = (paths: readonly string[]): Promise<NoteSigner[]> =>
  Promise.all(
    paths.map(async (path) => {
      if (!existsSync(path)) throw new UsageError(TEXT.noRoot(path));
      return readRootKey(readFileSync(path, "utf8")).catch(() => {
        throw new UsageError(TEXT.notRoot(path));
      });
    }),
  );

/**
 * Writes the root key of a city into the first of the files that is absent. Returns its path, or null if all
 * exist. Throws UsageError for a file in the data folder, whose content backups and dumps hold.
 */
export async function makeAbsentRoot(
  paths: readonly string[],
  of: { origin: string; city: string; dataDir: string },
): Promise<string | null> {
  const path = paths.find((one) => !existsSync(one));
  if (!path) return null;
  if (isInside(path, of.dataDir)) throw new UsageError(TEXT.inDataFolder(path));
  const { text } = await makeRootKey(rootName(of.origin, of.city));
  writeFileSync(path, text, { flag: "wx", mode: 0o600 });
  return path;
}
