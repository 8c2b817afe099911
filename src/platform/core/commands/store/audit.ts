import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../../../db/client.ts";
import { rowList, timeOnce } from "../../../../../db/row-list.ts";
import { type Actor, accountIdOf, peerCityOf } from "../../actor.ts";
import type { Ids } from "../../ids.ts";

export type AuditEntry = {
  action: string;
  subjectKind: string;
  subjectId: string;
  city?: string | null;
  /** Never personal data. */
  detail?: Record<string, unknown>;
};

/**
 * A command as it was received. `raw` is its body as text, of which the digest is stored. `id` is absent if
 * the body names it. `onResult` is called with the result as it is stored, before the commit.
 */
export type ReceivedCommand = { id?: string | undefined; raw: string; onResult?(json: string): void };

export type Auditor = { ids: Ids; actor: Actor; requestId: string; command?: ReceivedCommand | null };

/** Inserts one audit row inside the business transaction. */
export const recordAudit = (tx: Tx, ctx: Auditor, entry: AuditEntry): Promise<void> =>
  recordAudits(tx, ctx, [entry]);

const auditRow = (ctx: Auditor, entry: AuditEntry) => ({
  id: ctx.ids.uuid(),
  actorKind: ctx.actor.kind,
  accountId: accountIdOf(ctx.actor),
  actorCity: peerCityOf(ctx.actor),
  action: entry.action,
  subjectKind: entry.subjectKind,
  subjectId: entry.subjectId,
  city: entry.city ?? null,
  detail: JSON.stringify(entry.detail ?? {}),
  requestId: ctx.requestId,
});

/**
 * Returns the insert of an audit row for each row of the part `from` as SQL, for a statement that has such a
 * part.
 */
export function auditFrom(from: RawBuilder<unknown>, ctx: Auditor, entry: AuditEntry): RawBuilder<unknown> {
  const r = auditRow(ctx, entry);
  return sql`
    insert into audit (id, actor_kind, account_id, actor_city, action, subject_kind, subject_id, city, detail, request_id)
    select ${r.id}::uuid, ${r.actorKind}, ${r.accountId}::uuid, ${r.actorCity}, ${r.action}, ${r.subjectKind},
      ${r.subjectId}, ${r.city}, ${r.detail}::jsonb, ${r.requestId} from ${from}`;
}

/** Returns the insert of one audit row as SQL, to combine with other statements. */
export function auditStatement(ctx: Auditor, entry: AuditEntry): RawBuilder<unknown> {
  const r = auditRow(ctx, entry);
  return sql`
    insert into audit (id, actor_kind, account_id, actor_city, action, subject_kind, subject_id, city, detail, request_id)
    values (${r.id}, ${r.actorKind}, ${r.accountId}, ${r.actorCity}, ${r.action}, ${r.subjectKind}, ${r.subjectId}, ${r.city},
      ${r.detail}::jsonb, ${r.requestId})`;
}

const AUDIT_COLUMNS = {
  id: "uuid",
  actorKind: "text",
  accountId: "uuid",
  actorCity: "text",
  action: "text",
  subjectKind: "text",
  subjectId: "text",
  city: "text",
  detail: "text",
  requestId: "text",
} as const;

/** Inserts audit rows of many records in one statement. */
export const recordAudits = (tx: Tx, ctx: Auditor, entries: readonly AuditEntry[]): Promise<void> =>
  recordAuditsBy(
    tx,
    entries.map((entry) => ({ by: ctx, entry })),
  );

/** Inserts audit rows of steps by different actors in one statement. */
export async function recordAuditsBy(
  tx: Tx,
  steps: readonly { by: Auditor; entry: AuditEntry }[],
): Promise<void> {
  const [first, ...others] = steps;
  if (!first) return;
  if (others.length === 0) {
    await sql`/* planned */ ${auditStatement(first.by, first.entry)}`.execute(tx);
    return;
  }
  const rows = steps.map(({ by, entry }) => auditRow(by, entry));
  await sql`
    insert into audit (id, at, actor_kind, account_id, actor_city, action, subject_kind, subject_id, city, detail, request_id)
    select n.id, t.now, n."actorKind", n."accountId", n."actorCity", n.action, n."subjectKind", n."subjectId", n.city,
      n.detail::jsonb, n."requestId"
    from ${rowList(rows, AUDIT_COLUMNS)}, ${timeOnce}`.execute(tx);
}

/** The record of a step, and facts of its audit row besides the revision. */
export type StepOf = { kind: string; id: string; city: string; about: Record<string, unknown> };

/**
 * Returns the insert of audit rows as SQL, for a statement with the part `from`: of those entries whose
 * subject stands in the column `id` of the part.
 */
export const auditsFrom = (
  from: RawBuilder<unknown>,
  ctx: Auditor,
  entries: readonly AuditEntry[],
): RawBuilder<unknown> => sql`
  insert into audit (id, at, actor_kind, account_id, actor_city, action, subject_kind, subject_id, city, detail, request_id)
  select n.id, t.now, n."actorKind", n."accountId", n."actorCity", n.action, n."subjectKind", n."subjectId", n.city,
    n.detail::jsonb, n."requestId"
  from ${rowList(
    entries.map((entry) => auditRow(ctx, entry)),
    AUDIT_COLUMNS,
  )} join ${from} done on done.id::text = n."subjectId", ${timeOnce}`;

/**
 * Returns the insert of an audit row as SQL, for a statement whose part `step` takes the step. `step` has the
 * columns `action` and `rev`, and no row if nothing changed.
 */
export const auditOfStep = (ctx: Auditor, { kind, id, city, about }: StepOf): RawBuilder<unknown> => sql`
  insert into audit (id, actor_kind, account_id, actor_city, action, subject_kind, subject_id, city, detail, request_id)
  select ${ctx.ids.uuid()}::uuid, ${ctx.actor.kind}, ${accountIdOf(ctx.actor)}::uuid, ${peerCityOf(ctx.actor)}::text, ${`${kind}.`}::text || step.action,
    ${kind}, ${id}, ${city}, ${JSON.stringify(about)}::jsonb || jsonb_build_object('rev', step.rev), ${ctx.requestId}
  from step`;
