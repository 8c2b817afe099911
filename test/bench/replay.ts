import { randomUUID } from "node:crypto";
import pg from "pg";
import { reference } from "../../src/platform/core/ids.ts";

export type Statement = { text: string; values: unknown[]; name?: string };
type Query = (this: pg.Client, text: unknown, values?: unknown[]) => unknown;

/** Runs an action and returns the statements that pg sends meanwhile. */
export async function record(act: () => Promise<unknown>): Promise<Statement[]> {
  const statements: Statement[] = [];
  const original = pg.Client.prototype.query as Query;
  pg.Client.prototype.query = function (this: pg.Client, text: unknown, values?: unknown[]) {
    if (typeof text === "string") statements.push({ text, values: values ?? [] });
    else if (text && typeof text === "object" && "text" in text) statements.push(text as Statement);
    return original.call(this, text, values);
  } as typeof pg.Client.prototype.query;
  try {
    await act();
  } finally {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
  }
  return statements;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const REFERENCE = /^LP[0-9A-Z]{10}$/;

/**
 * Returns a function that runs recorded statements for another record. It replaces the ids in `named` as
 * listed, and every other UUID or reference by a new one, always the same for the same value.
 */
export function replayAs(client: pg.Client, named: ReadonlyMap<string, string>) {
  const ids = new Map(named);
  const own = (value: unknown): unknown => {
    if (typeof value !== "string" || !(UUID.test(value) || REFERENCE.test(value))) return value;
    const known = ids.get(value) ?? (UUID.test(value) ? randomUUID() : reference());
    ids.set(value, known);
    return known;
  };
  return ({ values, ...statement }: Statement): Promise<pg.QueryResult> =>
    client.query({ ...statement, values: values.map(own) });
}

/** Runs `one` for every item, on several bare connections at once. Returns the seconds until all are done. */
export async function bareConnections<T>(
  url: string,
  { left, connections }: { left: readonly T[]; connections: number },
  one: (client: pg.Client, item: T) => Promise<unknown>,
): Promise<number> {
  const waiting = [...left];
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const startMs = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await one(client, item);
      }),
    );
    return (performance.now() - startMs) / 1000;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
