import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/sources.ts";

const FOLDER = join(ROOT, "db", "migrations");
/** Migrations up to this number ran with all processes stopped. */
const STOPPED = "0040";

/** Returns what the previous release may still read and the SQL takes away, one line each. */
function takenAway(text: string): string[] {
  const code = text.replace(/^\s*(\/?\*|\/\/|--).*$/gm, "").replace(/\s+/g, " ");
  const created = new Set(
    [...code.matchAll(/create (?:or replace )?(?:view|function) ([\w.]+)/g)].map(([, name]) => name),
  );
  const dropped = [...code.matchAll(/drop (view|function|table) (?:if exists )?([\w.]+)/g)].flatMap(
    ([line, , name]) => (created.has(name) ? [] : [line]),
  );
  const changed =
    /\bdrop column [\w.]+|\brename (?:column |to )[\w.]+|\balter column \w+ (?:set data )?type\b|\balter column \w+ set not null|\badd column \w+ (?:(?!default|,|;|`).)*not null(?:(?!default|,|;|`).)*(?=[,;`])/g;
  return [...dropped, ...[...code.matchAll(changed)].map(([line]) => line)];
}

const files = readdirSync(FOLDER).filter((name) => /^\d{4}_/.test(name) && name.slice(0, 4) > STOPPED);
const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");

test.each(files)("%s leaves the previous release what it reads", (name) => {
  // A later release may take away what no release in use reads. Such a migration says so in its comment.
  const contracts = /\bContract: [^\n]+/.test(read(name));
  expect(contracts ? [] : takenAway(read(name))).toEqual([]);
});

test.each(files)("%s builds and drops indexes of tables in use outside a transaction", (name) => {
  const text = read(name);
  const made = new Set(
    [...text.matchAll(/create table (?:if not exists )?([\w.]+)/g)].map(([, table]) => table),
  );
  const indexes = [...text.matchAll(/create (?:unique )?index (concurrently )?\S+ on ([\w.]+)/g)];
  const locking = indexes.filter(([, concurrently, table]) => !concurrently && !made.has(table));
  expect(locking.map(([line]) => line)).toEqual([]);
  if (!text.includes("concurrently")) return;
  expect(text).toContain("export const transactional = false");
  const indexed = [...text.matchAll(/create (?:unique )?index concurrently (\w+)/g)].map(
    ([, index]) => index,
  );
  for (const index of indexed) expect(text).toContain(`drop index concurrently if exists ${index}`);
});

test("the rule finds what takes away, and nothing in what adds", () => {
  const away = [
    "alter table posting drop column title;",
    "alter table posting rename column title to name;",
    "alter table posting rename to job;",
    "alter table posting alter column title type int;",
    "alter table posting alter column title set not null;",
    "alter table posting add column a text not null;",
    "drop view shared.posting;",
    "drop table if exists posting;",
  ];
  expect(away.map((line) => takenAway(`\`${line}\``).length)).toEqual(away.map(() => 1));
  const adds = [
    "alter table posting add column a text;",
    "alter table posting add column a text not null default '';",
    "drop view shared.posting; create view shared.posting as select 1;",
    "alter table posting drop constraint a;",
    "-- drop column title",
  ];
  expect(adds.flatMap((line) => takenAway(`\n${line}\n`))).toEqual([]);
});
