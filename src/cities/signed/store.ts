import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";

/** A clause of a signed agreement: one city gives another these records. Days are ISO dates. */
export type ClauseValues = {
  from: string;
  to: string;
  kinds: string[];
  purposes: string[];
  fields?: string[] | undefined;
  commands: string[];
  startsOn: string;
  endsOn?: string | undefined;
};

export type AgreementRow = {
  id: string;
  name: string;
  document: string | null;
  startsOn: string;
  endsOn: string | null;
  shares: string[];
};

/** Locks and returns an agreement of this node, or undefined for an unknown one. */
export const lockAgreement = (tx: Tx, slug: string): Promise<AgreementRow | undefined> =>
  tx
    .selectFrom("agreement")
    .select(["id", "name", "document", "startsOn", "endsOn", "shares"])
    .where("slug", "=", slug)
    .forUpdate()
    .executeTakeFirst();

/** Returns an agreement by its slug, with the id of its signed document; undefined for an unknown one. */
export const agreementIn = (
  db: DbOrTx,
  slug: string,
): Promise<Pick<AgreementRow, "id" | "document"> | undefined> =>
  db.selectFrom("agreement").select(["id", "document"]).where("slug", "=", slug).executeTakeFirst();

/** Returns the cities that belong to the agreement today, and whether this node hosts them. */
export async function membersOf(
  db: DbOrTx,
  agreementId: string,
): Promise<{ city: string; federation: string; hosted: boolean }[]> {
  const { rows } = await sql<{ city: string; federation: string; hosted: boolean }>`
    select m.city, c.federation_name as federation, c.hosted from agreement_city m join city c on c.code = m.city
    where m.agreement_id = ${agreementId} and (m.left_on is null or m.left_on > app.today())
    order by m.ordinal`.execute(db);
  return rows;
}

type ClauseRow = Omit<ClauseValues, "fields" | "endsOn"> & { fields: string[]; endsOn: string | null };

/** Returns the clauses of a signed agreement in their order. */
export async function clausesOf(db: DbOrTx, agreementId: string): Promise<ClauseValues[]> {
  const { rows } = await sql<ClauseRow>`
    select from_city as from, to_city as to, kinds, purposes, fields, commands, starts_on, ends_on
    from agreement_clause where agreement_id = ${agreementId} order by ordinal`.execute(db);
  return rows.map(({ fields, endsOn, ...clause }) => ({
    ...clause,
    ...(fields.length > 0 && { fields }),
    ...(endsOn !== null && { endsOn }),
  }));
}

const CLAUSE = {
  from: "text",
  to: "text",
  kinds: "text[]",
  purposes: "text[]",
  fields: "text[]",
  commands: "text[]",
  startsOn: "date",
  endsOn: "date",
} as const;

/**
 * Writes what a signed agreement says now: its document and its clauses, in place of the former ones.
 * Former parties in `left` leave it today. Cities that were set up and are no party yet stay.
 */
export async function writeSigned(
  tx: Tx,
  {
    id,
    document,
    left,
    clauses,
  }: { id: string; document: string; left: readonly string[]; clauses: readonly ClauseValues[] },
): Promise<void> {
  await sql`update agreement set document = ${document} where id = ${id}`.execute(tx);
  await sql`
    update agreement_city set left_on = app.today()
    where agreement_id = ${id} and city = any(${[...left]}::text[]) and (left_on is null or left_on > app.today())`.execute(
    tx,
  );
  await sql`delete from agreement_clause where agreement_id = ${id}`.execute(tx);
  if (clauses.length === 0) return;
  const rows = clauses.map(({ fields = [], endsOn = null, ...rest }) => ({ ...rest, fields, endsOn }));
  await sql`
    insert into agreement_clause (agreement_id, ordinal, from_city, to_city, kinds, purposes, fields, commands, starts_on,
      ends_on)
    select ${id}::uuid, n.nth, n."from", n."to", n.kinds, n.purposes, n.fields,
      n.commands, n."startsOn", n."endsOn"
    from ${rowList<keyof typeof CLAUSE>(rows, CLAUSE)}`.execute(tx);
}
