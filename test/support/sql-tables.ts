import type { Source } from "./sources.ts";

/** `table`: a table of the main schema by its name, else `schema.name`. */
export type TableUse = { table: string; writes: boolean };

/** The SQL name of a camelCase name. */
export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const NAME = "[a-z_]+(?:\\.[a-z_]+)?";
const KYSELY = /\.(selectFrom|innerJoin|leftJoin|insertInto|updateTable|deleteFrom)\(\s*"((?:\w+\.)?\w+)/g;
const SQL = new RegExp(`\\b(from|join|update|insert\\s+into|delete\\s+from)\\s+(?:only\\s+)?(${NAME})`, "g");
/** A further table of a from list: its alias has one or two letters. */
const LISTED = new RegExp(`,\\s*(${NAME})\\s+(?!as\\b|is\\b|in\\b|or\\b|on\\b)[a-z]{1,2}\\b`, "g");
const WRITES = /^(insertInto|updateTable|deleteFrom|update|insert\s+into|delete\s+from)$/;

/**
 * Tables and views that the SQL texts and Kysely calls of a file name, as far as `known` lists them. A name
 * of schema `shared` always counts.
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

/** A view or function of the migrations, in its last form. `name` has its schema, if one is given. */
export type Definition = { kind: "view" | "function"; name: string; body: string };

const VIEW = /create (?:or replace )?view ([a-z_.]+) as\b([^;`]*)/g;
const FUNCTION = /create (?:or replace )?function ([a-z_.]+)\([^$]*\$\$([\s\S]*?)\$\$/g;

/** Views and functions that the texts create. A later text replaces an earlier definition. */
export function definitionsIn(texts: readonly string[]): Definition[] {
  const last = new Map<string, Definition>();
  for (const text of texts) {
    for (const [, name = "", body = ""] of text.matchAll(VIEW)) last.set(name, { kind: "view", name, body });
    for (const [, name = "", body = ""] of text.matchAll(FUNCTION))
      last.set(name, { kind: "function", name, body });
  }
  return [...last.values()];
}
