import type { Source } from "./sources.ts";

export type TableUse = { table: string; writes: boolean };

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const KYSELY = /\.(selectFrom|innerJoin|leftJoin|insertInto|updateTable|deleteFrom)\("(\w+)/g;
const SQL = /\b(from|join|update|insert\s+into|delete\s+from)\s+([a-z_]+)/g;
/** A further table of a from list: its alias has one or two letters. */
const LISTED = /,\s*([a-z_]+)\s+(?!as\b|is\b|in\b|or\b|on\b)[a-z]{1,2}\b/g;
const WRITES = /^(insertInto|updateTable|deleteFrom|update|insert\s+into|delete\s+from)$/;

/** Tables that the SQL texts and Kysely calls of a file name, as far as `known` lists them. */
export function tablesIn(source: Source, known: ReadonlySet<string>): TableUse[] {
  const text = source.text.replace(/\/\*\*[\s\S]*?\*\/|^\s*\/\/[^\n]*$/gm, "");
  const named = [
    ...[...text.matchAll(KYSELY)].map(([, verb = "", name = ""]) => ({ verb, table: snake(name) })),
    ...[...text.matchAll(SQL)].map(([, verb = "", table = ""]) => ({ verb, table })),
    ...[...text.matchAll(LISTED)].map(([, table = ""]) => ({ verb: "from", table })),
  ];
  return named
    .filter(({ table }) => known.has(table))
    .map(({ verb, table }) => ({ table, writes: WRITES.test(verb) }));
}
