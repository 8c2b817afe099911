import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";

export type Membership =
  | { kind: "member"; enterpriseId: string }
  | { kind: "officer"; city: string; county: string | null }
  | { kind: "administrator" };

/** Columns that hold a role, in a table of roles or of invitations to one. */
export type RoleColumns = {
  kind: Membership["kind"];
  enterpriseId: string | null;
  city: string | null;
  county: string | null;
};

/** Returns the values of a role's columns. */
export const roleColumns = (role: Membership): RoleColumns => ({
  kind: role.kind,
  enterpriseId: role.kind === "member" ? role.enterpriseId : null,
  city: role.kind === "officer" ? role.city : null,
  county: role.kind === "officer" ? role.county : null,
});

/** Returns the role that columns hold. Throws if a check of the table is broken. */
export function roleOf({ kind, enterpriseId, city, county }: RoleColumns): Membership {
  if (kind === "administrator") return { kind };
  if (kind === "member" && enterpriseId) return { kind, enterpriseId };
  if (kind === "officer" && city) return { kind, city, county };
  throw new Error(`a role of kind ${kind} lacks its place`);
}

/** Returns SQL that is true for rows of this role, in a statement with one table of such columns. */
export function hasRole(role: Membership) {
  const { kind, enterpriseId, city, county } = roleColumns(role);
  return sql`kind = ${kind} and enterprise_id is not distinct from ${enterpriseId}::uuid
    and city is not distinct from ${city}::text and county is not distinct from ${county}::text`;
}

/** Inserts a role of an account. Returns false if the account already has the role. */
export async function insertMembership(
  tx: DbOrTx,
  row: { id: string; accountId: string; grantedBy: string | null; membership: Membership },
): Promise<boolean> {
  const { membership, ...rest } = row;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("membership")
    .values({ ...rest, ...roleColumns(membership) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function endMemberships(tx: DbOrTx, accountId: string, membership: Membership): Promise<number> {
  const { numAffectedRows } = await sql`
    update membership set ended_at = app.now()
    where account_id = ${accountId} and ended_at is null and ${hasRole(membership)}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

export type AdministratorRow = {
  accountId: string;
  phoneIndex: Buffer;
  name: string | null;
  /** True if the person has ever signed in. */
  signedIn: boolean;
};

/** Returns the administrators with the blind indexes of their phones, the first one first. */
export async function selectAdministrators(db: DbOrTx): Promise<AdministratorRow[]> {
  const { rows } = await sql<AdministratorRow>`
    select a.id as account_id, a.phone_index, a.name, a.signed_in_at is not null as signed_in
    from membership m join account a on a.id = m.account_id
    where m.kind = 'administrator' and m.ended_at is null and a.closed_at is null
    order by m.created_at, m.id`.execute(db);
  return rows;
}

/** Returns the account ids of the members of these enterprises, by enterprise id. */
export async function membersOf(
  db: DbOrTx,
  enterpriseIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (enterpriseIds.length === 0) return new Map();
  const { rows } = await sql<{ enterpriseId: string; accounts: string[] }>`
    select enterprise_id, array_agg(account_id::text order by account_id) as accounts from membership
    where enterprise_id = any(${enterpriseIds}::uuid[]) and ended_at is null group by enterprise_id`.execute(
    db,
  );
  return new Map(rows.map(({ enterpriseId, accounts }) => [enterpriseId, accounts]));
}

export type StaffRow = {
  membershipId: string;
  accountId: string;
  since: Date;
  /** Time of the last request, to the hour; null if the person never signed in. */
  seenAt: Date | null;
  grantedBy: string | null;
};

/** Returns the people with this role, oldest first. At most `limit`. */
export async function selectStaff(db: DbOrTx, role: Membership, limit: number): Promise<StaffRow[]> {
  const { rows } = await sql<StaffRow>`
    select m.id as membership_id, m.account_id, m.created_at as since, m.granted_by,
      greatest(a.seen_at, a.signed_in_at) as seen_at
    from membership m join account a on a.id = m.account_id where m.ended_at is null and ${hasRole(role)}
    order by m.created_at, m.id limit ${limit}`.execute(db);
  return rows;
}

export type MembershipRow = {
  id: string;
  accountId: string;
  grantedBy: string | null;
  membership: Membership;
};

/** Returns a current role by its id, or null. */
export async function selectMembership(db: DbOrTx, id: string): Promise<MembershipRow | null> {
  const row = await db
    .selectFrom("membership")
    .select(["id", "accountId", "grantedBy", "kind", "enterpriseId", "city", "county"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { accountId, grantedBy } = row;
  return { id, accountId, grantedBy, membership: roleOf(row) };
}

/**
 * Locks the current holders of a role until the transaction ends, so that two of them cannot end each other.
 * Returns the ids of their accounts.
 */
export async function lockHolders(tx: Tx, role: Membership): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from membership where ended_at is null and ${hasRole(role)}
    order by id for update`.execute(tx);
  return rows.map(({ accountId }) => accountId);
}

/**
 * Locks the roles of administrators, their sign-in links and their accounts until the transaction ends. So
 * none of them signs in meanwhile. Links go before accounts, as in a sign-in by link.
 */
export async function lockAdministratorSignIns(tx: Tx): Promise<void> {
  const accounts = await lockHolders(tx, { kind: "administrator" });
  await sql`
    select 1 from sign_in_link where account_id = any(${accounts}::uuid[]) order by token_hash for update`.execute(
    tx,
  );
  await sql`
    select 1 from account where id = any(${accounts}::uuid[]) order by id for no key update`.execute(tx);
}

export type RoleEver = RoleColumns & { accountId: string; createdAt: Date; endedAt: Date | null };

/** Selects all roles that these accounts have or had. */
export async function rolesEverOf(db: DbOrTx, accountIds: readonly string[]): Promise<RoleEver[]> {
  if (accountIds.length === 0) return [];
  return db
    .selectFrom("membership")
    .select(["accountId", "kind", "enterpriseId", "city", "county", "createdAt", "endedAt"])
    .where("accountId", "in", [...accountIds])
    .execute();
}
