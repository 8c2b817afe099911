import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import { behindFrom } from "../../pull/store/logs.ts";
import { type Foreign, foreignColumns } from "../store.ts";
import type { Envelope, Need } from "./envelope.ts";

/** The stored result of a command as JSON text. `same`: it came with this body. */
export type Stored = { same: boolean; result: string };

/**
 * How a command stands here. `stored`: its result if it has run. `hosted`: this node hosts the city of its
 * target. `granted`: a clause in force lets its sender send commands of this type to that city.
 */
export type Standing = {
  stored: Stored | null;
  expired: boolean;
  /** True if it was issued more than five minutes ahead of the clock here. */
  early: boolean;
  hosted: boolean;
  granted: boolean;
  /** The first record that the command needs and that the copies of the logs here do not tell yet. */
  missing: Need | null;
  sender: Foreign;
};

const NEED = { stream: "text", kind: "text", id: "text", rev: "int" } as const;

/**
 * SQL condition: the copies of the logs here do not tell the record `n` yet. A version in quarantine does not
 * count: one that was sealed to a revoked key cannot be opened, and comes sealed anew. The limit keeps it a
 * lookup for each record: as `not exists` it is planned as a join, which reads the log whole.
 */
const MISSING = sql`(
  select true from log_entry e
  where e.kind = n.kind and e.record_id = n.id and e.stream = n.stream and e.rev >= n.rev
    and not exists (select from quarantine q where q.consumer = 'copies' and q.stream = e.stream
      and q.epoch = e.epoch and q.seq = e.seq)
  limit 1) is null`;

/**
 * SQL for a part `missing` with the first record that is missing, and one that makes reading its log due. A
 * sender hastens only the reading of its own logs.
 */
const missingParts = ({ needs, actor }: Envelope): RawBuilder<unknown> =>
  needs.length === 0
    ? sql`missing as (select null::int as nth where false)`
    : sql`missing as (
      select n.nth::int as nth, n.stream from ${rowList<keyof typeof NEED>(needs, NEED)} where ${MISSING}
      order by n.nth limit 1),
    noted as (${behindFrom(sql`(select stream from missing where split_part(stream, '/', 1) = ${actor.city})`)})`;

type Came = { same: boolean | null; result: string; nth: number | null };

/**
 * Returns how a command stands here. Makes reading the log due that lacks a needed record. `raw`: the body as
 * it came.
 */
export async function selectStanding(db: DbOrTx, envelope: Envelope, raw: string): Promise<Standing> {
  const { commandId, actor, target, type, issuedAt, expiresAt, needs } = envelope;
  const { rows } = await sql<Omit<Standing, "stored" | "missing" | "sender"> & Foreign & Came>`/* planned */
    with ${missingParts(envelope)}
    select c.digest = sha256(convert_to(c.type || ' ' || ${target.id} || E'\n' || ${raw}::text, 'UTF8')) as same,
      coalesce(c.result::text, 'null') as result, ${expiresAt}::timestamptz <= app.now() as expired,
      ${issuedAt}::timestamptz > app.now() + interval '5 minutes' as early,
      exists (select from city where code = ${target.city} and hosted) as hosted,
      app.accepts(${target.city}, ${actor.city}, ${type}) as granted, (select nth from missing) as nth,
      ${foreignColumns(actor)}
    from (values (1)) as asked left join command c on c.origin = ${actor.city} and c.id = ${commandId}::uuid`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error("a query of one row has none");
  const { same, result, nth, foreign, personId, ...standing } = row;
  const missing = nth === null ? null : (needs[nth - 1] ?? null);
  const stored = same === null ? null : { same, result };
  return { ...standing, missing, stored, sender: { foreign, personId } };
}

/** Returns the result of a command that one of the cities sent, as JSON text, or null. */
export async function selectResult(
  db: DbOrTx,
  cities: readonly string[],
  id: string,
): Promise<string | null> {
  const { rows } = await sql<{ result: string }>`
    select coalesce(result::text, 'null') as result from command
    where origin = any(${[...cities]}::text[]) and id = ${id}::uuid limit 1`.execute(db);
  return rows[0]?.result ?? null;
}

/** Returns those of the records that the copies of the logs here do not tell yet. */
export async function missingNeeds(db: DbOrTx, needs: readonly Need[]): Promise<Need[]> {
  if (needs.length === 0) return [];
  const { rows } = await sql<{ nth: number }>`/* planned */
    select n.nth::int as nth from ${rowList<keyof typeof NEED>(needs, NEED)}
    where ${MISSING} order by n.nth`.execute(db);
  return rows.flatMap(({ nth }) => needs[nth - 1] ?? []);
}
