import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSources } from "../support/sources.ts";
import { tablesIn } from "../support/sql-tables.ts";
import { EXCEPTIONS, FOREIGN_WRITES, OFFERED, OWNERS } from "./table-owners.ts";

const owner = new Map(Object.entries(OWNERS).flatMap(([name, tables]) => tables.map((t) => [t, name])));
const known = new Set(owner.keys());

/** Every foreign table that a capability's stores name: capability → table → is it written. */
function foreignUses(): Map<string, Map<string, boolean>> {
  const uses = new Map<string, Map<string, boolean>>();
  for (const source of readSources("src")) {
    if (!/\/store\.ts$|\/store\//.test(source.path)) continue;
    const capability = source.path.split("/")[1] ?? "";
    for (const { table, writes } of tablesIn(source, known)) {
      const of = owner.get(table);
      if (of === capability || of === "platform") continue;
      if (OFFERED.includes(table) && !writes) continue;
      const tables = uses.get(capability) ?? new Map<string, boolean>();
      tables.set(table, writes || (tables.get(table) ?? false));
      uses.set(capability, tables);
    }
  }
  return uses;
}

const sorted = (all: Record<string, readonly string[]>) =>
  Object.entries(all)
    .flatMap(([capability, tables]) => tables.map((table) => `${capability} ${table}`))
    .sort();

describe("tables have owners", () => {
  test("every table of the migrations has one", () => {
    const texts = readSources("db/migrations").map(({ text }) => text);
    const renamed = new Map(
      texts.flatMap((text) =>
        [...text.matchAll(/alter table ([a-z_]+) rename to ([a-z_]+)/g)].map(([, from = "", to = ""]) => [
          from,
          to,
        ]),
      ),
    );
    const made = texts.flatMap((text) =>
      [...text.matchAll(/create table ([a-z_]+)[ (]/g)].map(([, name = ""]) => renamed.get(name) ?? name),
    );
    expect(renamed.get("fair_channel")).toBe("channel");
    expect(made.length).toBeGreaterThan(50);
    expect([...new Set(made)].filter((name) => !known.has(name))).toEqual([]);
  });

  test("every table of the Kysely types has one", () => {
    const schema = readFileSync(new URL("../../db/schema/index.ts", import.meta.url), "utf8");
    const names = [...schema.matchAll(/^ {2}(\w+): \w+\.\w+Table;$/gm)].map(([, name = ""]) =>
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    );
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  test("a store names its own tables, platform tables and what the owner offers", () => {
    const found = Object.fromEntries([...foreignUses()].map(([name, tables]) => [name, [...tables.keys()]]));
    const listed = Object.fromEntries(
      Object.entries(EXCEPTIONS).map(([name, all]) => [name, Object.keys(all)]),
    );
    expect(sorted(found)).toEqual(sorted(listed));
  });

  test("a store writes its own tables", () => {
    const found = Object.fromEntries(
      [...foreignUses()].map(([name, tables]) => [
        name,
        [...tables].flatMap(([t, writes]) => (writes ? [t] : [])),
      ]),
    );
    expect(sorted(found)).toEqual(sorted(FOREIGN_WRITES));
  });

  test("the reader of SQL texts sees joins, further tables, writes and Kysely calls, and no comment", () => {
    const text =
      '/** from fair */ sql`select 1 from booth b, venue v join posting p` db.insertInto("fairScan")';
    const read = tablesIn({ path: "", text, imports: [] }, known);
    expect(read.map(({ table }) => table).sort()).toEqual(["booth", "fair_scan", "posting", "venue"]);
    expect(read.filter(({ writes }) => writes)).toEqual([{ table: "fair_scan", writes: true }]);
  });
});
