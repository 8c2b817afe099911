import { reachable, readSources, type Source } from "./sources.ts";

/** Marks of tests that start a process or ask for the database of the run. */
const STARTS = /\b(?:inject|launch|spawn|fork|execFile|execFileSync|execSync|spawnSync)\(/;

/** Pure too, but it writes and reads workbooks of 20,000 rows: `npm test` runs it. */
const SLOW = ["test/imports/reading/xlsx.test.ts"];

/** Test files that start nothing and ask for no database, by what they import: a new test sorts itself. */
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
