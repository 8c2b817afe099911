import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import pg from "pg";
import { exitCodeOf, failureText } from "../../src/web/text/terminal/failures.ts";
import { openDatabase } from "./database.ts";
import { describing, type Query } from "./describe.ts";
import { splitStatements } from "./statements.ts";
import { textTable } from "./table.ts";

const HELP = "A statement ends with ;   \\dt lists tables   \\d TABLE shows one   \\q leaves";

/** Keeps values as the server writes them, without conversion. */
const asText = { getTypeParser: () => (value: string) => value };

type Answer = pg.QueryArrayResult<(string | null)[]>;

async function run(client: pg.Client, query: Query): Promise<void> {
  const { fields, rows, rowCount, command }: Answer = await client.query({
    ...query,
    rowMode: "array",
    types: asText,
  });
  if (fields.length === 0) console.log(`${command} ${rowCount ?? ""}`.trim());
  else
    console.log(
      `${textTable(
        fields.map(({ name }) => name),
        rows,
      )}\n(${rows.length} row${rows.length === 1 ? "" : "s"})\n`,
    );
}

/** Runs queries one after the other until one fails. Returns false if one failed. */
async function runAll(client: pg.Client, queries: Query[]): Promise<boolean> {
  for (const query of queries) {
    try {
      await run(client, query);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      const more = [error.detail, error.hint].filter(Boolean).map((line) => `\n${line}`);
      console.error(`${error.severity}: ${error.message} (${error.code})${more.join("")}`);
      return false;
    }
  }
  return true;
}

const asQueries = (statements: string[]): Query[] => statements.map((text) => ({ text, values: [] }));

async function once(client: pg.Client, command: string): Promise<boolean> {
  const { statements, rest } = splitStatements(command);
  return runAll(client, describing(command) ?? asQueries(rest ? [...statements, rest] : statements));
}

/**
 * Runs the statements of standard input until `\q` or the end of input. After an error, a terminal session
 * continues, and piped input stops.
 */
async function shell(client: pg.Client): Promise<boolean> {
  const typed = Boolean(process.stdin.isTTY);
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: typed });
  const prompt = (rest: string) => {
    lines.setPrompt(rest ? "   -> " : "sql=> ");
    if (typed) lines.prompt();
  };
  if (typed) console.log(HELP);
  let rest = "";
  prompt(rest);
  for await (const line of lines) {
    const command = rest ? null : line.trim();
    if (command === "\\q") break;
    const split = command?.startsWith("\\") ? null : splitStatements(`${rest}${line}\n`);
    const queries = split ? asQueries(split.statements) : describing(line);
    if (!queries) console.error(HELP);
    const done = await runAll(client, queries ?? []);
    rest = split?.rest ?? "";
    if (!done && !typed) return false;
    prompt(rest);
  }
  return rest.trim() ? runAll(client, asQueries([rest])) : true;
}

/**
 * `npm run db:psql [-- -c "select …"]`: opens an SQL shell on the program's database, whether or not the
 * program runs.
 */
async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { command: { type: "string", short: "c" } } });
  const database = await openDatabase();
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    return values.command ? await once(client, values.command) : await shell(client);
  } finally {
    await client.end();
    await database.close();
  }
}

main().then(
  (done) => process.exit(done ? 0 : 1),
  (error: unknown) => {
    console.error(failureText(error));
    process.exit(exitCodeOf(error));
  },
);
