export const MIGRATION_NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

const TEMPLATE = `import { type Kysely, sql } from "kysely";

/** Write here which rule the schema holds afterwards, or which question a new index answers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`
\`.execute(db);
}
`;

export type NewMigration = { name: string; file: string; text: string; index: string };

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Returns an unused identifier under which index.ts can import the migration. */
function identifierFor(name: string, number: string, index: string): string {
  const wanted = camel(name);
  return new RegExp(`\\* as ${wanted} from`).test(index) ? `${wanted}${Number(number)}` : wanted;
}

/**
 * Builds a migration with the next number, and the new text of index.ts. `files` are the names in the folder,
 * `index` is the current text of index.ts. Throws if index.ts has another form than expected.
 */
export function newMigration(name: string, files: string[], index: string): NewMigration {
  const numbers = files.flatMap((file) => /^(\d{4})_/.exec(file)?.[1] ?? []).map(Number);
  const number = String(Math.max(0, ...numbers) + 1).padStart(4, "0");
  const full = `${number}_${name}`;
  const identifier = identifierFor(name, number, index);
  const lastImport = [...index.matchAll(/^import \* as .*\n/gm)].at(-1);
  const end = index.lastIndexOf("};");
  if (!lastImport || end < 0)
    throw new Error("the list of migrations has another shape: add the file by hand");
  const importsEnd = lastImport.index + lastImport[0].length;
  const text = [
    index.slice(0, importsEnd),
    `import * as ${identifier} from "./${full}.ts";\n`,
    index.slice(importsEnd, end),
    `  "${full}": ${identifier},\n`,
    index.slice(end),
  ].join("");
  return { name: full, file: `${full}.ts`, text: TEMPLATE, index: text };
}
