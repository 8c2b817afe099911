import type { Source } from "./sources.ts";

/** A use of a table or view. `table` is its name, with the schema unless that is the main one. */
export type TableUse = { table: string; writes: boolean };

/** Converts a camelCase name to its SQL name. */
export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const NAME = "[a-z_]+(?:\\.[a-z_]+)?";
const KYSELY = /\.(selectFrom|innerJoin|leftJoin|insertInto|updateTable|deleteFrom)\(\s*"((?:\w+\.)?\w+)/g;
const SQL = new RegExp(`\\b(from|join|update|insert\\s+into|delete\\s+from)\\s+(?:only\\s+)?(${NAME})`, "g");
/** Matches a further table in a `from` list. Its alias must have one or two letters. */
const LISTED = new RegExp(`,\\s*(${NAME})\\s+(?!as\\b|is\\b|in\\b|or\\b|on\\b)[a-z]{1,2}\\b`, "g");
const WRITES = /^(insertInto|updateTable|deleteFrom|update|insert\s+into|delete\s+from)$/;

/**
 * Returns the tables and views that a source uses in SQL texts and Kysely calls. Only those in `known`, and
 * all of schema `shared`.
 */
export function tablesIn(source: Pick<Source, "text">, known: ReadonlySet<string>): TableUse[] {
  const text = source.text.replace(/\/\*\*[\s\S]*?\*\/|^\s*\/\/[^\n]*$/gm, "");
  const named = [
    ...[...text.matchAll(KYSELY)].map(([, verb = "", name = ""]) => ({ verb, table: snake(name) })),
    ...[...text.matchAll(SQL)].map(([, verb = "", table = ""]) => ({ verb, table })),
    ...[...text.matchAll(LISTED)].map(([, table = ""]) => ({ verb: "from", table })),
  ];
  return named
    .map(({ verb, table }) => ({ table: table.replace(/^public\./, ""), writes: WRITES.test(verb) }))
    .filter(({ table }) => known.has(table) || table.startsWith("shared."));
}

/**
 * The last definition of a view or function in the migrations. `name` includes the schema if the text gives
 * one.
 */
export type Definition = { kind: "view" | "function"; name: string; body: string };

const VIEW = /create (?:or replace )?view ([a-z_.]+) as\b([^;`]*)/g;
const FUNCTION = /create (?:or replace )?function ([a-z_.]+)\([^$]*\$\$([\s\S]*?)\$\$/g;

/** Returns the views and functions that the texts create. A later text replaces an earlier definition. */
export function definitionsIn(texts: readonly string[]): Definition[] {
  const last = new Map<string, Definition>();
  for (const text of texts) {
    for (const [, name = "", body = ""] of text.matchAll(VIEW)) last.set(name, { kind: "view", name, body });
    for (const [, name = "", body = ""] of text.matchAll(FUNCTION))
      last.set(name, { kind: "function", name, body });
  }
  return [...last.values()];
}
