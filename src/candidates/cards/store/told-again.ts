import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { LookPayload } from "../schema.ts";

/**
 * Locks those of the given cards that another city holds in exactly this version under a consent that stands.
 * Returns their consents.
 */
export async function lockToldGiven(
  tx: Tx,
  { receiver, records }: { receiver: string; records: readonly { id: string; rev: number }[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.consent_id as id from given_card g join consent c on c.id = g.consent_id,
      ${rowList(records, { id: "uuid", rev: "int" })}
    where g.consent_id = n.id and g.rev = n.rev and g.receiver = ${receiver} and c.withdrawn_at is null
      and c.refused_at is null and c.ends_at > app.now()
    order by g.consent_id for update of g`.execute(tx);
  return rows.map(({ id }) => id);
}

type ToldLook = Omit<LookPayload, "subject" | "at"> & { id: string; accountId: string; at: Date };

/** Selects looks by their ids, with the members that their record tells. */
export async function selectToldLooks(tx: Tx, ids: readonly string[]): Promise<ToldLook[]> {
  const { rows } = await sql<ToldLook>`
    select id, account_id, application_id, viewer_label as viewer, viewer_role as role, why, phone, at
    from card_view where id = any(${[...ids]}::uuid[]) order by at, id`.execute(tx);
  return rows;
}
