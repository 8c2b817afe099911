import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

export type Invitation = { id: string; label: string; code: string; city: string; used: boolean };

export async function insertInvitation(
  tx: Tx,
  invitation: { id: string; fairId: string; city: string; label: string; code: string; createdBy: string },
): Promise<void> {
  await tx.insertInto("fairInvitation").values(invitation).execute();
}

/** Selects the invitations of these cities to a fair, newest first. */
export async function selectInvitations(
  db: DbOrTx,
  fairId: string,
  cities: readonly string[],
): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select id, label, code, city, registration_id is not null as used from fair_invitation
    where fair_id = ${fairId} and city = any(${cities}::text[]) order by created_at desc, id`.execute(db);
  return rows;
}

export type Invited = { fairId: string; title: string; federation: string; enterpriseId: string | null };

/**
 * Selects the fair and the inviting federation for an invitation code, and the enterprise that used it, if
 * any. Returns undefined for an unknown code and for a fair that is a draft.
 */
export async function selectInvited(db: DbOrTx, code: string): Promise<Invited | undefined> {
  const { rows } = await sql<Invited>`
    select i.fair_id, f.title, c.federation_name as federation, r.enterprise_id
    from fair_invitation i join fair f on f.id = i.fair_id join city c on c.code = i.city
    left join fair_registration r on r.id = i.registration_id
    where i.code = ${code} and f.status <> 'draft'`.execute(db);
  return rows[0];
}

/**
 * Locks an unused invitation and returns its city. Returns undefined for a code that is unknown, used or of
 * another fair.
 */
export async function invitingCity(tx: Tx, fairId: string, code: string): Promise<string | undefined> {
  const { rows } = await sql<{ city: string }>`
    select city from fair_invitation where fair_id = ${fairId} and code = ${code} and registration_id is null
    for update`.execute(tx);
  return rows[0]?.city;
}

export async function useInvitation(tx: Tx, code: string, registrationId: string): Promise<void> {
  await sql`update fair_invitation set registration_id = ${registrationId} where code = ${code}`.execute(tx);
}
