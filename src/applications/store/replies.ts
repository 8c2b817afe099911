import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import type { ApplicationStatus } from "../../../db/schema/index.ts";
import type { Reply } from "../schema.ts";

/** An application that has just been changed by one statement. */
export type Claimed = {
  id: string;
  accountId: string;
  enterpriseId: string;
  postingId: string;
  homeCity: string;
  status: ApplicationStatus;
  rev: number;
};

const CLAIMED = sql`id, account_id, enterprise_id, posting_id, home_city, status, rev`;

type Replying = { id: string; accountId: string; invitationId: string; reply: Reply };

/**
 * Writes a person's reply to an invitation. One statement compares and writes: a reply never lands on an
 * invitation that was changed or withdrawn meanwhile. The same reply counts once. Returns undefined if it
 * wrote nothing.
 */
export async function claimReply(tx: Tx, of: Replying): Promise<Claimed | undefined> {
  const reply = sql`${JSON.stringify(of.reply)}::jsonb`;
  const { rows } = await sql<Claimed>`
    update application set reply = ${reply}, replied_at = app.now(), rev = rev + 1, updated_at = app.now()
    where id = ${of.id}::uuid and account_id = ${of.accountId}::uuid and status = 'invited'
      and coalesce(invitation_id, ${of.invitationId}::uuid) = ${of.invitationId}::uuid
      and reply is distinct from ${reply}
    returning ${CLAIMED}`.execute(tx);
  return rows[0];
}

/**
 * Returns the state of the person's application, and whether it holds exactly this reply. Undefined for the
 * application of another person.
 */
export async function selectReplied(
  tx: Tx,
  of: Replying,
): Promise<{ status: ApplicationStatus; same: boolean } | undefined> {
  const { rows } = await sql<{ status: ApplicationStatus; same: boolean }>`
    select status, status = 'invited' and reply is not distinct from ${JSON.stringify(of.reply)}::jsonb
      and coalesce(invitation_id, ${of.invitationId}::uuid) = ${of.invitationId}::uuid as same
    from application where id = ${of.id}::uuid and account_id = ${of.accountId}::uuid`.execute(tx);
  return rows[0];
}

/**
 * Notes that the person denies the recorded start. One statement: it counts once, and never lands on a start
 * that was confirmed meanwhile. Returns undefined if it wrote nothing.
 */
export async function claimDenial(
  tx: Tx,
  of: { id: string; accountId: string },
): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    update application set start_denied_at = app.now(), rev = rev + 1, updated_at = app.now()
    where id = ${of.id}::uuid and account_id = ${of.accountId}::uuid and status = 'started'
      and start_denied_at is null
    returning ${CLAIMED}`.execute(tx);
  return rows[0];
}

/** Returns the state of the person's application, and whether its start is denied. */
export async function selectDenied(
  tx: Tx,
  of: { id: string; accountId: string },
): Promise<{ status: ApplicationStatus; denied: boolean } | undefined> {
  const { rows } = await sql<{ status: ApplicationStatus; denied: boolean }>`
    select status, start_denied_at is not null as denied from application
    where id = ${of.id}::uuid and account_id = ${of.accountId}::uuid`.execute(tx);
  return rows[0];
}
