import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import type { NoticeKind } from "../schema.ts";
import { TITLE } from "../store.ts";
import { FRESH_HOURS } from "./rules.ts";

export type UndeliveredNotice = {
  id: string;
  kind: NoticeKind;
  toKind: "account" | "enterprise";
  subjectKind: string;
  subjectId: string;
  title: string | null;
  fresh: boolean;
  /** Who reads it: the person, or everybody who works for the enterprise. */
  accounts: string[];
};

/** The oldest notices that were not handed on, held for this transaction alone. */
export async function lockUndelivered(tx: Tx, limit: number): Promise<UndeliveredNotice[]> {
  const { rows } = await sql<UndeliveredNotice>`
    select n.id, n.kind, n.to_kind, n.subject_kind, n.subject_id, ${TITLE} as title,
      n.created_at > (select app.now()) - make_interval(hours => ${FRESH_HOURS}) as fresh,
      case n.to_kind when 'account' then array[n.to_id]
        else array(select m.account_id::text from membership m
          where m.enterprise_id = n.to_id::uuid and m.ended_at is null) end as accounts
    from notice n where n.handed_on_at is null and n.to_kind <> 'city'
    order by n.created_at, n.id limit ${limit} for update of n skip locked`.execute(tx);
  return rows;
}

export async function markDelivered(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update notice set handed_on_at = app.now() where id = any(${ids}::uuid[])`.execute(tx);
}
