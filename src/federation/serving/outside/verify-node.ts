import { DIRECTORY_PATH, type DirectoryCity, DirectoryError, openDirectory } from "../../directory/index.ts";
import { NoteError, readVerifier } from "../../notes/index.ts";
import { type FetchBytes, readLog, textOf } from "./read-log.ts";

/** Result for one public log: its size if all of it verifies, or why not. */
export type LogVerdict = { log: string; size: number; fault: string | null };

/** Where a node answers, the verifier keys of roots that the caller knows, and the way to read it. */
export type Outside = { url: string; roots: readonly string[]; fetchBytes: FetchBytes };

/** Returns the verifier keys of roots that a directory names. Throws DirectoryError for anything else. */
function rootsIn(note: string): string[] {
  const roots = [...note.matchAll(/"root":"([^"]+)"/g)].map(([, root = ""]) => root);
  try {
    for (const root of roots) readVerifier(root);
  } catch (error) {
    throw error instanceof NoteError ? new DirectoryError("FORM") : error;
  }
  return roots;
}

/**
 * Returns the cities of a node's directory whose root signed it. Without known roots, those that the
 * directory itself names count. Throws DirectoryError.
 */
export async function readCities({ url, roots, fetchBytes }: Outside): Promise<readonly DirectoryCity[]> {
  const note = textOf(await fetchBytes(`${url}${DIRECTORY_PATH}`));
  const known = roots.length > 0 ? roots : rootsIn(note);
  return (await openDirectory(note, { roots: known, now: new Date() })).cities;
}

/**
 * Verifies the directory and every public log of a node, as an outsider can. `roots`: verifier keys that the
 * caller knows; without any, those that the directory itself names. Throws DirectoryError.
 */
export async function verifyNode(
  url: string,
  { roots, fetchBytes }: Pick<Outside, "roots" | "fetchBytes">,
): Promise<LogVerdict[]> {
  const verdicts: LogVerdict[] = [];
  for (const city of await readCities({ url, roots, fetchBytes })) {
    const log = `${city.city}/public`;
    try {
      const { size } = await readLog({ url, city, fetchBytes });
      verdicts.push({ log, size, fault: null });
    } catch (error) {
      verdicts.push({ log, size: 0, fault: error instanceof Error ? error.message : "UNKNOWN" });
    }
  }
  return verdicts;
}
