import { sql } from "kysely";
import type { DbOrTx } from "../../../../../db/client.ts";
import type { Actor } from "../../actor.ts";

/** A record that audit rows name. */
export type Subject = { kind: string; id: string };

export type AuditRow = {
  id: string;
  at: Date;
  /** `at` as text, to the microsecond. */
  atKey: string;
  actorKind: Actor["kind"];
  accountId: string | null;
  /** The city of an actor that is another city. */
  actorCity: string | null;
  action: string;
  city: string | null;
  detail: Record<string, unknown>;
};

type Part = {
  /** Actions to leave out. */
  without: readonly string[];
  after: { atKey: string; id: string } | null;
  limit: number;
};

/**
 * Selects the audit rows of one record, newest first. The caller must check whether the reader may see the
 * record's history, and which facts of `detail` to show.
 */
export async function selectAudit(db: DbOrTx, of: Subject, part: Part): Promise<AuditRow[]> {
  const { without, after, limit } = part;
  const older = after
    ? sql`and at <= ${after.atKey}::timestamptz and (at, id) < (${after.atKey}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<AuditRow>`
    select id, at, at::text as at_key, actor_kind, account_id, actor_city, action, city, detail from audit
    where subject_kind = ${of.kind} and subject_id = ${of.id} and action <> all(${[...without]}::text[]) ${older}
    order by at desc, id desc limit ${limit}`.execute(db);
  return rows;
}
