import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { ConsentView } from "../schema.ts";

type ConsentRow = {
  id: string;
  purpose: "application" | "matching";
  receiverKind: "enterprise" | "city";
  receiverId: string;
  receiverName: string;
  fields: string[];
  grantedAt: Date;
  endsAt: Date;
  withdrawnAt: Date | null;
  refusedAt: Date | null;
  open: boolean;
  suspended: boolean;
};

const consentView = (row: ConsentRow): ConsentView => ({
  id: row.id,
  purpose: row.purpose,
  receiver: { kind: row.receiverKind, id: row.receiverId, name: row.receiverName },
  fields: row.fields,
  grantedAt: row.grantedAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  refusedAt: row.refusedAt?.toISOString() ?? null,
  standing: row.open && !row.suspended,
  paused: row.open && row.suspended,
});

const CONSENTS_MAX = 200;

/** Selects a person's consents, newest first, at most 200. */
export async function selectConsents(db: DbOrTx, accountId: string): Promise<ConsentView[]> {
  const { rows } = await sql<ConsentRow>`
    select c.id, c.purpose, c.receiver_kind, c.receiver_id, c.fields, c.granted_at, c.ends_at, c.withdrawn_at,
      c.refused_at, c.withdrawn_at is null and c.refused_at is null and c.ends_at > app.now() as open,
      coalesce(e.status = 'suspended', false) as suspended,
      coalesce(e.name, ci.federation_name, '') as receiver_name
    from consent c
    left join shared.enterprise e on c.receiver_kind = 'enterprise' and e.id::text = c.receiver_id
    left join city ci on c.receiver_kind = 'city' and ci.code = c.receiver_id
    where c.account_id = ${accountId} order by c.granted_at desc, c.id desc limit ${CONSENTS_MAX}`.execute(
    db,
  );
  return rows.map(consentView);
}

export type NewConsent = {
  id: string;
  accountId: string;
  /** An application goes to an enterprise, matching to a city. */
  purpose: "application" | "matching";
  receiverId: string;
  fields: readonly string[];
  days: number;
};

export const RECEIVER_KIND = { application: "enterprise", matching: "city" } as const;

/** Returns the insert of a consent for each row of the part `from` as SQL. */
export const consentFrom = (from: RawBuilder<unknown>, consent: NewConsent): RawBuilder<unknown> => sql`
  insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, ends_at)
  select ${consent.id}::uuid, ${consent.accountId}::uuid, ${consent.purpose}, ${RECEIVER_KIND[consent.purpose]},
    ${consent.receiverId}, ${[...consent.fields]}::text[], app.now() + make_interval(days => ${consent.days}::int) from ${from}`;

export async function insertConsent(tx: Tx, consent: NewConsent): Promise<void> {
  await sql`/* planned */
    insert into consent (id, account_id, purpose, receiver_kind, receiver_id, fields, ends_at)
    values (${consent.id}, ${consent.accountId}, ${consent.purpose}, ${RECEIVER_KIND[consent.purpose]},
      ${consent.receiverId}, ${[...consent.fields]}, app.now() + make_interval(days => ${consent.days}))`.execute(
    tx,
  );
}

/** Ends a consent. Returns false if the person has no such consent. A repeated call keeps the first end. */
export async function endConsent(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update consent set withdrawn_at = coalesce(withdrawn_at, app.now())
    where id = ${id} and account_id = ${accountId}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Returns the person who gave a consent, or null. */
export async function personOfConsent(db: DbOrTx, id: string): Promise<string | null> {
  const row = await db.selectFrom("consent").select("accountId").where("id", "=", id).executeTakeFirst();
  return row?.accountId ?? null;
}

/** Ends a consent because its receiver refused what it was for. A repeated call keeps the first end. */
export async function refuseConsent(tx: Tx, id: string): Promise<void> {
  await sql`update consent set refused_at = coalesce(refused_at, app.now()) where id = ${id}`.execute(tx);
}
