import { reachable, readSources, type Source } from "./sources.ts";

/** Matches code that starts a process or uses the database of the run. */
const STARTS = /\b(?:inject|launch|spawn|fork|execFile|execFileSync|execSync|spawnSync)\(/;

/** Pure tests that are too slow for `npm run verify`: they read tables of 20,000 and 200,000 rows. */
const SLOW = ["test/imports/reading/memory.test.ts", "test/imports/reading/xlsx.test.ts"];

/**
 * Returns the test files that start no process and use no database, judged by the code that they import. A
 * new test file needs no entry in a list.
 */
export function pureTests(): string[] {
  const sources = readSources("src", "db", "workers", "test");
  const starts = (source: Source) => source.path.startsWith("test/") && STARTS.test(source.text);
  return sources
    .filter(
      ({ path }) => /\.test\.tsx?$/.test(path) && !path.startsWith("test/fault/") && !SLOW.includes(path),
    )
    .filter(({ path }) => !reachable(path, sources).some(starts))
    .map(({ path }) => path);
}
