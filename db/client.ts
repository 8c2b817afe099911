import { CamelCasePlugin, Kysely, type LogEvent, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Database } from "./schema/index.ts";

export type Db = Kysely<Database>;
export type Tx = Transaction<Database>;
/** For functions that run inside or outside a transaction. */
export type DbOrTx = Db | Tx;

const DATE = 1082;
const INT8 = 20;

/**
 * Parses dates as ISO texts, so that no time zone is guessed. Parses bigints as numbers: sequences stay far
 * below 2^53.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: unknown) => {
    if (oid === DATE) return (value: string) => value;
    if (oid === INT8) return Number;
    return format === "binary" ? pg.types.getTypeParser(oid, "binary") : pg.types.getTypeParser(oid, "text");
  },
};

export type DbOptions = {
  /** Maximum number of connections. The pools of all processes share the server's limit. */
  max?: number;
  /** Time after which the server cancels a query; 0 means no limit. */
  statementTimeoutMs?: number;
  onError?: (error: Error) => void;
  /** Called after each statement, with its text and never its parameters. */
  onStatement?: (statement: { sql: string; durationMs: number; failed: boolean }) => void;
};

/**
 * Prefix of a statement that each connection prepares once. For frequent lookups by key, whose plan never
 * changes.
 * Name the columns in such a statement, because a prepared `*` breaks when a table changes. A pooler in front
 * of the server must support prepared statements.
 */
const PLANNED = "/* planned */";
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `p${names.size}`;
  names.set(text, name);
  return name;
}

class PlanningClient extends pg.Client {
  // `never`, because the driver declares many overloads. Statements without the prefix pass unchanged.
  override query(...given: never): never {
    const [text, values] = given as [unknown, unknown[] | undefined];
    if (typeof text !== "string" || !text.trimStart().startsWith(PLANNED))
      return super.query(...(given as [never])) as never;
    return super.query({ name: nameOf(text), text, values: values ?? [] }) as never;
  }
}

const statementOf = ({ query, queryDurationMillis, level }: LogEvent) => ({
  sql: query.sql.replace(/\s+/g, " ").trim(),
  durationMs: Math.round(queryDurationMillis * 10) / 10,
  failed: level === "error",
});

/** Connections of a pool: open, open and idle, and the number of callers that wait for one. */
export type PoolState = { total: number; idle: number; waiting: number };

const pools = new WeakMap<Db, pg.Pool>();

/** Returns the state of the pool of a client that createDb made, or null for another client. */
export function poolState(db: Db): PoolState | null {
  const pool = pools.get(db);
  return pool ? { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount } : null;
}

/** Creates a pooled client. Its error listeners keep the process alive when PostgreSQL restarts. */
export function createDb(connectionString: string, options: DbOptions = {}): Db {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 10,
    types,
    Client: PlanningClient,
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  });
  const onError = options.onError ?? (() => undefined);
  const { onStatement } = options;
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError));
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    ...(onStatement && { log: (event: LogEvent) => onStatement(statementOf(event)) }),
  });
  pools.set(db, pool);
  return db;
}

/** Runs `work` with a connection of its own, without Kysely, for example for another library's migrations. */
export async function withClient<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString });
  // The statement under way rejects, too. Without a listener the process would end.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
