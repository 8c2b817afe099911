import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import { hasRole, type RoleColumns, roleColumns, roleOf } from "../identity/index.ts";
import { INVITATION_DAYS } from "./rules.ts";
import type { StaffPlace } from "./schema.ts";

export type InvitationRow = {
  id: string;
  accountId: string;
  place: StaffPlace;
  name: string;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
};

type Stored = Omit<InvitationRow, "place"> & RoleColumns;

const rowOf = ({ kind, enterpriseId, city, county, ...rest }: Stored): InvitationRow => ({
  ...rest,
  place: roleOf({ kind, enterpriseId, city, county }),
});

const COLUMNS = sql`id, account_id, kind, enterprise_id, city, county, name, invited_by, created_at, expires_at`;
const OPEN = sql`status = 'open' and expires_at > app.now()`;

/** Returns the open invitations of a place, newest first. */
export async function selectInvitations(db: DbOrTx, place: StaffPlace, limit: number) {
  const { rows } = await sql<Stored>`
    select ${COLUMNS} from invitation where ${OPEN} and ${hasRole(place)}
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows.map(rowOf);
}

/** Returns the open invitations to a person, newest first. */
export async function selectInvitationsTo(db: DbOrTx, accountId: string) {
  const { rows } = await sql<Stored>`
    select ${COLUMNS} from invitation where ${OPEN} and account_id = ${accountId}
    order by created_at desc, id`.execute(db);
  return rows.map(rowOf);
}

/**
 * Locks an invitation until the transaction ends. `open` is false for one that is settled or expired. Returns
 * null for an unknown one.
 */
export async function lockInvitation(
  tx: Tx,
  id: string,
): Promise<{ row: InvitationRow; open: boolean } | null> {
  const { rows } = await sql<Stored & { open: boolean }>`
    select ${COLUMNS}, ${OPEN} as open from invitation where id = ${id} for update`.execute(tx);
  const [found] = rows;
  if (!found) return null;
  const { open, ...stored } = found;
  return { row: rowOf(stored), open };
}

type NewInvitation = Omit<InvitationRow, "createdAt" | "expiresAt">;

/**
 * Inserts an invitation. Settles an expired one of the same person to the same role first. Returns null if an
 * open one exists.
 */
export async function insertInvitation(tx: Tx, given: NewInvitation): Promise<InvitationRow | null> {
  const { id, accountId, place, name, invitedBy } = given;
  const { kind, enterpriseId, city, county } = roleColumns(place);
  await sql`
    update invitation set status = 'withdrawn', settled_at = app.now()
    where account_id = ${accountId} and status = 'open' and expires_at <= app.now() and ${hasRole(place)}`.execute(
    tx,
  );
  const { rows } = await sql<Stored>`
    insert into invitation (id, account_id, kind, enterprise_id, city, county, name, invited_by, expires_at)
    values (${id}, ${accountId}, ${kind}, ${enterpriseId}, ${city}, ${county}, ${name}, ${invitedBy},
      app.now() + make_interval(days => ${INVITATION_DAYS}))
    on conflict do nothing returning ${COLUMNS}`.execute(tx);
  return rows[0] ? rowOf(rows[0]) : null;
}

export async function settleInvitation(
  tx: Tx,
  id: string,
  status: "accepted" | "declined" | "withdrawn",
): Promise<void> {
  await sql`update invitation set status = ${status}, settled_at = app.now() where id = ${id}`.execute(tx);
}

/** Returns the name of an enterprise, or null. */
export async function selectEnterpriseName(db: DbOrTx, id: string): Promise<string | null> {
  const row = await db.selectFrom("shared.enterprise").select("name").where("id", "=", id).executeTakeFirst();
  return row?.name ?? null;
}
