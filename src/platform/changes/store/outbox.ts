import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList, timeOnce } from "../../../../db/row-list.ts";
import type { ChangeOp } from "../../../../db/schema/index.ts";
import { accountIdOf, peerCityOf } from "../../core/actor.ts";
import { type AuditEntry, type Auditor, auditOfStep, auditStatement, type StepOf } from "../../core/store.ts";

/**
 * Readers of a change. Other cities read `public` ones under the home city's agreements, the one city named
 * after `to/` its own, and nobody outside the `local` ones.
 */
export type Audience = "public" | "local" | `to/${string}`;

export type Emission = {
  /** Home city of the record. */
  city: string;
  audience: Audience;
  kind: string;
  id: string;
  rev: number;
  op: ChangeOp;
  payload?: unknown;
  /** Id of the agreement under which alone other cities get the payload. */
  agreement?: string | null;
  validThrough?: Date | null;
  /** End of the consent on which the record rests. */
  endsAt?: Date | null;
};

/**
 * Inserts one change into the outbox. Call it last in the transaction, under the record's row lock, so that
 * changes of one record are inserted in revision order.
 */
export const emit = (tx: Tx, change: Emission): Promise<void> => emitAll(tx, [change]);

/** A change whose payload and agreement are SQL expressions, which the inserting statement evaluates. */
type ReadEmission = Omit<Emission, "payload" | "agreement"> &
  Record<"payload" | "agreement", RawBuilder<unknown>>;
type Trace = {
  audit: AuditEntry;
  change: Emission;
  /** A second change, inserted after `change`. Its payload is read from the rows by the same statement. */
  also?: ReadEmission | undefined;
  besides?: RawBuilder<unknown> | undefined;
};

const EMITTED = sql.raw("stream, kind, record_id, home, rev, op, agreement, valid_through, ends_at, payload");

const valuesOf = (change: Emission | ReadEmission, payload: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${`${change.city}/${change.audience}`}, ${change.kind}, ${change.id}, ${change.city}, ${change.rev}::int,
    ${change.op}, ${change.agreement ?? null}, ${change.validThrough ?? null}::timestamptz,
    ${change.endsAt ?? null}::timestamptz, ${payload}::jsonb`;

const rowOf = (change: Emission | ReadEmission, payload: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(${valuesOf(change, payload)})`;

const payloadOf = ({ payload }: Emission): RawBuilder<unknown> =>
  sql`${payload === undefined ? null : JSON.stringify(payload)}`;

/**
 * Returns the insert of a change for each row of the part `from` as SQL, for a statement that has such a
 * part. Its row commits with those of the other parts.
 */
export const emissionFrom = (from: RawBuilder<unknown>, change: Emission): RawBuilder<unknown> =>
  sql`insert into outbox (${EMITTED}) select ${valuesOf(change, payloadOf(change))} from ${from}`;

/**
 * Inserts the audit row and the outbox rows of one step, and runs the statement `besides`, all in one SQL
 * statement. For steps that many people take at once.
 */
export async function emitAudited(tx: Tx, ctx: Auditor, trace: Trace): Promise<void> {
  const { change, also, besides } = trace;
  const rows = [rowOf(change, payloadOf(change)), ...(also ? [rowOf(also, also.payload)] : [])];
  await sql`/* planned */
    with audited as (${auditStatement(ctx, trace.audit)}) ${besides ? sql`, besides as (${besides})` : sql``}
    insert into outbox (${EMITTED})
    values ${sql.join(rows)}`.execute(tx);
}

/**
 * Returns parts of a statement that insert the audit row and the local change of its step. The part `step`
 * of the same statement takes the step. It has the columns `action` and `rev`, and no row if nothing changed.
 */
export const traceOfStep = (ctx: Auditor, of: StepOf): RawBuilder<unknown> => sql`
  audited as (${auditOfStep(ctx, of)}),
  emitted as (
    insert into outbox (stream, kind, record_id, home, rev, op, payload)
    select ${`${of.city}/local`}, ${of.kind}, ${of.id}, ${of.city}, step.rev, 'put',
      ${JSON.stringify(of.about)}::jsonb || jsonb_build_object('action', step.action) from step)`;

/** The rows of a part `n` of a statement, and what each of them tells: SQL over the columns of `n`. */
type RowsOf = {
  kind: string;
  city: string;
  action: string;
  rev: number;
  detail: RawBuilder<unknown>;
  payload: RawBuilder<unknown>;
};

/**
 * Returns parts of a statement that insert an audit row and a local change for each row of its part `n`. `n`
 * has the columns `id`, `auditId` and `nth`, the row's place.
 */
export const traceOfRows = (ctx: Auditor, of: RowsOf): RawBuilder<unknown> => sql`
  audited as (
    insert into audit (id, at, actor_kind, account_id, actor_city, action, subject_kind, subject_id, city, detail, request_id)
    select n."auditId", t.now, ${ctx.actor.kind}, ${accountIdOf(ctx.actor)}::uuid, ${peerCityOf(ctx.actor)}::text, ${of.action}, ${of.kind}, n.id::text,
      ${of.city}, ${of.detail}, ${ctx.requestId} from n, ${timeOnce}),
  emitted as (
    insert into outbox (stream, kind, record_id, home, rev, op, payload, created_at)
    select ${`${of.city}/local`}, ${of.kind}, n.id::text, ${of.city}, ${of.rev}::int, 'put', ${of.payload}, t.now
    from n, ${timeOnce} order by n.nth)`;

const COLUMNS = {
  city: "text",
  audience: "text",
  kind: "text",
  id: "text",
  rev: "int",
  op: "text",
  agreement: "text",
  endsAt: "timestamptz",
  validThrough: "timestamptz",
  payload: "jsonb",
} as const;

/** Inserts many changes in one statement, in the given order. */
export async function emitAll(tx: Tx, changes: readonly Emission[]): Promise<void> {
  const [first, ...others] = changes;
  if (!first) return;
  if (others.length === 0) {
    await sql`/* planned */
      insert into outbox (${EMITTED})
      values ${rowOf(first, payloadOf(first))}`.execute(tx);
    return;
  }
  await sql`
    insert into outbox (${EMITTED}, created_at)
    select n.city || '/' || n.audience, n.kind, n.id, n.city, n.rev, n.op, n.agreement, n."validThrough",
      n."endsAt", n.payload, t.now
    from ${rowList(changes, COLUMNS)}, ${timeOnce}
    order by n.nth`.execute(tx);
}

/** Returns the streams that have outbox rows. Costs one index probe per stream, for any number of rows. */
export async function waitingStreams(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ stream: string }>`/* planned */
    with recursive s(stream) as (
      (select stream from outbox order by stream limit 1)
      union all
      select (select o.stream from outbox o where o.stream > s.stream order by o.stream limit 1)
      from s where s.stream is not null)
    select stream from s where stream is not null`.execute(db);
  return rows.map((row) => row.stream);
}
