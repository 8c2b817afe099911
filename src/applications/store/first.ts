import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import { knownChannel } from "../../channels/index.ts";
import { ANSWER_DAYS } from "../rules.ts";
import type { Existing, Target } from "./ground.ts";

export type NewApplication = {
  id: string;
  reference: string;
  accountId: string;
  target: Target;
  consentId: string;
  message: string | null;
  channel: string;
  /** Code of the channel by which the person came, or null. An unknown code is stored as null. */
  via: string | null;
};

/** The part of the statement that writes the application. It has no row if the person already has one. */
export const APPLIED = sql`applied`;

/**
 * Writes the first application of a person to a posting, and all that follows from it. One statement does it,
 * so that no lock waits for this process. `parts` run for each row of APPLIED. Returns false and writes
 * nothing if the person already applied.
 */
export async function insertFirst(
  tx: Tx,
  application: NewApplication,
  parts: readonly RawBuilder<unknown>[],
): Promise<boolean> {
  const { id, reference, accountId, target, consentId, message, channel, via } = application;
  const { rows } = await sql`/* planned */
    with ${APPLIED} as (
      insert into application (id, reference, posting_id, enterprise_id, home_city, account_id, consent_id, status,
        message, channel, via, answer_due_at)
      values (${id}::uuid, ${reference}, ${target.id}::uuid, ${target.enterpriseId}::uuid, ${target.homeCity},
        ${accountId}::uuid, ${consentId}::uuid, 'sent', ${message}, ${channel}, ${knownChannel(via)},
        app.now() + make_interval(days => ${ANSWER_DAYS}))
      on conflict (account_id, posting_id) do nothing returning id),
    ${sql.join(parts)}
    select id from ${APPLIED}`.execute(tx);
  return rows.length === 1;
}

/** Locks a person's application to a posting, which another transaction has just written. */
export async function lockMine(tx: Tx, accountId: string, postingId: string): Promise<Existing | undefined> {
  const { rows } = await sql<Existing>`
    select a.id, a.reference, a.status, a.rev, c.stands as consent_stands
    from application a join shared.consent c on c.id = a.consent_id
    where a.account_id = ${accountId} and a.posting_id = ${postingId} for update of a`.execute(tx);
  return rows[0];
}
