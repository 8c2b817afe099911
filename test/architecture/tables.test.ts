import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSources, type Source } from "../support/sources.ts";
import { definitionsIn, snake, tablesIn } from "../support/sql-tables.ts";
import { FORMER, FUNCTIONS, OWNERS, REFERENCE, SHARED } from "./table-owners.ts";

const byName = (all: Record<string, readonly string[]>) =>
  new Map(Object.entries(all).flatMap(([owner, names]) => names.map((name) => [name, owner])));
const owner = byName(OWNERS);
const formerOwner = byName(FORMER);
const viewOwner = new Map([...byName(SHARED), ...formerOwner]);
const functionOwner = byName(FUNCTIONS);
const known = new Set([...owner.keys(), ...viewOwner.keys()]);

const migrations = readSources("db/migrations").sort((a, b) => (a.path < b.path ? -1 : 1));
const definitions = definitionsIn(migrations.map(({ text }) => text));
const views = definitions.filter(({ kind }) => kind === "view");
const functions = definitions.filter(({ kind }) => kind === "function");
const schema = readFileSync(new URL("../../db/schema/index.ts", import.meta.url), "utf8");

type Foreign = { table: string; writes: boolean };

/**
 * Returns the tables and views in a source that this capability must not use there. It may read and write its
 * own and the platform's tables, and only read reference tables and shared views. No capability uses a former
 * name.
 */
function foreignIn(capability: string, source: Pick<Source, "text">): Foreign[] {
  return tablesIn(source, known).filter(({ table, writes }) => {
    if (formerOwner.has(table)) return true;
    if (viewOwner.has(table)) return writes;
    const of = owner.get(table);
    if (of === capability || of === "platform") return false;
    return writes || !REFERENCE.includes(table);
  });
}

const isStore = ({ path }: Source) => /\/store\.ts$|\/store\//.test(path);
const capabilityOf = ({ path }: Source) => path.split("/")[1] ?? "";
const lines = (all: Foreign[], capability: string) => all.map(({ table }) => `${capability} ${table}`);
const inOrder = (all: string[]) => [...new Set(all)].sort();

/** The uses in each store that `foreignIn` reports. */
const inStores = readSources("src")
  .filter(isStore)
  .map((source) => ({ capability: capabilityOf(source), uses: foreignIn(capabilityOf(source), source) }));
/** Returns `capability table` for each use in a store that `foreignIn` reports and `only` selects. */
const foreignUses = (only: (use: Foreign) => boolean) =>
  inOrder(inStores.flatMap(({ capability, uses }) => lines(uses.filter(only), capability)));

describe("tables have owners", () => {
  test("every table of the migrations has one", () => {
    const texts = migrations.map(({ text }) => text);
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
    expect([...new Set(made)].filter((name) => !owner.has(name))).toEqual([]);
  });

  test("every table of the Kysely types has one", () => {
    const names = [...schema.matchAll(/^ {2}(\w+): \w+\.\w+Table;$/gm)].map(([, name = ""]) => snake(name));
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !owner.has(name))).toEqual([]);
  });

  test("a store names its own tables, platform tables, reference tables and shared views", () => {
    expect(foreignUses(() => true)).toEqual([]);
  });

  test("a store writes its own tables", () => {
    expect(foreignUses(({ writes }) => writes)).toEqual([]);
  });

  test("twin: a foreign table, an unknown view and a write through a view are found", () => {
    const found = (text: string) => foreignIn("fairs", { text }).map(({ table }) => table);
    expect(found("select 1 from shared.enterprise e, fair f join city c on true")).toEqual([]);
    expect(found("select 1 from fair f join enterprise e on true")).toEqual(["enterprise"]);
    expect(found("select 1 from public.enterprise e")).toEqual(["enterprise"]);
    expect(found("select 1 from fair f, consent c")).toEqual(["consent"]);
    expect(found("select 1 from shared.salary s")).toEqual(["shared.salary"]);
    expect(found("update shared.enterprise set name = ''")).toEqual(["shared.enterprise"]);
    expect(found("select 1 from fair_channel c")).toEqual(["fair_channel"]);
    expect(found("update city set hotline = ''")).toEqual(["city"]);
    expect(
      found('db.selectFrom("enterprise as e").innerJoin("shared.posting as p", "p.id", "e.id")'),
    ).toEqual(["enterprise"]);
    expect(found('db.deleteFrom("shared.pendingClaim")')).toEqual(["shared.pending_claim"]);
  });

  test("the reader of SQL texts sees joins, further tables, writes and Kysely calls, and no comment", () => {
    const text =
      '/** from fair */ sql`select 1 from booth b, venue v join posting p` db.insertInto("fairScan")';
    const read = tablesIn({ text }, known);
    expect(read.map(({ table }) => table).sort()).toEqual(["booth", "fair_scan", "posting", "venue"]);
    expect(read.filter(({ writes }) => writes)).toEqual([{ table: "fair_scan", writes: true }]);
  });

  test("the reader of SQL texts takes a shared view for a view, never for the table of its name", () => {
    const text = 'sql`select 1 from shared.posting p, shared.card k` db.selectFrom("shared.enterprise as e")';
    expect(
      tablesIn({ text }, known)
        .map(({ table }) => table)
        .sort(),
    ).toEqual(["shared.card", "shared.enterprise", "shared.posting"]);
  });
});

describe("shared views and functions have owners", () => {
  test("every view and every function of the migrations has one, and no other is listed", () => {
    expect(inOrder(views.map(({ name }) => name))).toEqual(inOrder([...viewOwner.keys()]));
    expect(inOrder(functions.map(({ name }) => name))).toEqual(inOrder([...functionOwner.keys()]));
    expect(definitions.length).toBe(new Set([...viewOwner.keys(), ...functionOwner.keys()]).size);
  });

  test("every view of schema shared has a Kysely type", () => {
    const typed = [...schema.matchAll(/^ {2}"(shared\.\w+)": \w+\.Shared\w+;$/gm)].map(([, name = ""]) =>
      snake(name),
    );
    const made = views.map(({ name }) => name).filter((name) => name.startsWith("shared."));
    expect(inOrder(typed)).toEqual(inOrder(made));
  });

  test("a view reads tables of its owner, a function reads and writes them; both may read shared views", () => {
    const foreign = [...views, ...functions].flatMap(({ kind, name, body }) => {
      const of = (kind === "view" ? viewOwner : functionOwner).get(name) ?? "";
      return lines(foreignIn(of, { text: body }), name);
    });
    expect(foreign).toEqual([]);
  });

  test("twin: a view with a foreign table is found, in its last form", () => {
    const [made, ...more] = definitionsIn([
      "create view shared.card as select 1 from profile p;",
      "create or replace view shared.card as select 1 from profile p join enterprise e on true;",
    ]);
    expect(more).toEqual([]);
    expect(foreignIn("candidates", { text: made?.body ?? "" })).toEqual([
      { table: "enterprise", writes: false },
    ]);
  });

  test("a view of schema shared names its columns", () => {
    expect(views.filter(({ body }) => /select \*|\.\*/.test(body))).toEqual([]);
  });
});
