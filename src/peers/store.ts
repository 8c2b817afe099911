import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../db/client.ts";
import { keyOf, keyQuery, type SealingKey } from "./sealing/store.ts";

/** What an agreement in force says about commands of one city to another. */
export type Terms = {
  /** True if the other city accepts this type of command, and reads what it needs. */
  accepted: boolean;
  /** Fields of a card that may be given. Empty: all that the person consents to. */
  fields: string[];
};

/**
 * Returns the terms on which `city` may send commands of a type to `receiver`: the receiver accepts them, and
 * the city gives it records of the kind that they rest on.
 */
export async function termsOf(
  db: DbOrTx,
  { city, receiver, type, kind }: { city: string; receiver: string; type: string; kind: string },
): Promise<Terms> {
  const { rows } = await sql<{ accepted: boolean; fields: string[] | null }>`/* planned */
    select app.accepts(${receiver}, ${city}, ${type}) as accepted,
      app.given_fields(${city}, ${receiver}, ${kind}) as fields`.execute(db);
  const { accepted = false, fields = null } = rows[0] ?? {};
  return { accepted: accepted && fields !== null, fields: fields ?? [] };
}

/** Terms with the key by which records are sealed for the receiver; null if its directory names none. */
export type SealedTerms = Terms & { key: SealingKey | null };

/** A row of `sealedTermsQuery`. Its columns are null where there are no terms. */
export type TermsRow = {
  accepted: boolean | null;
  fields: string[] | null;
  kid: string | null;
  publicKey: string | null;
};

/** Returns the query of `sealedTermsOf` as SQL. The cities are SQL expressions. A condition may follow. */
export const sealedTermsQuery = ({
  city,
  receiver,
  type,
  kind,
}: {
  city: RawBuilder<unknown>;
  receiver: RawBuilder<unknown>;
  type: string;
  kind: string;
}) => sql<TermsRow>`
  select app.accepts(${receiver}, ${city}, ${type}) as accepted, app.given_fields(${city}, ${receiver}, ${kind}) as fields,
    k.kid, k.public_key
  from (values (1)) as once left join lateral (${keyQuery(receiver)}) as k on true`;

export function termsOfRow({ accepted, fields, kid, publicKey }: TermsRow): SealedTerms {
  const key = kid !== null && publicKey !== null ? keyOf({ kid, publicKey }) : null;
  return { accepted: (accepted ?? false) && fields !== null, fields: fields ?? [], key };
}

/** Returns the terms of `termsOf` with the key of the receiver. */
export async function sealedTermsOf(
  db: DbOrTx,
  { city, receiver, ...of }: { city: string; receiver: string; type: string; kind: string },
): Promise<SealedTerms> {
  const way = { city: sql`${city}::text`, receiver: sql`${receiver}::text` };
  const { rows } = await sql<TermsRow>`/* planned */ ${sealedTermsQuery({ ...way, ...of })}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a query of one row has none");
  return termsOfRow(row);
}

/**
 * Returns true if any city of this node may send commands of a type to `receiver`, on the terms of `termsOf`.
 */
export async function sendersTo(
  db: DbOrTx,
  { receiver, type, kind }: { receiver: string; type: string; kind: string },
): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from city c where c.hosted and app.accepts(${receiver}, c.code, ${type})
      and app.given_fields(c.code, ${receiver}, ${kind}) is not null) as any`.execute(db);
  return rows[0]?.any ?? false;
}

/**
 * Returns true if `receiver` accepts commands of a type from `city`, and tells it records of the kind that
 * answer them. Without a city: from any city that this node hosts.
 */
export async function isServed(
  db: DbOrTx,
  { city, receiver, type, kind }: { city: string | null; receiver: string; type: string; kind: string },
): Promise<boolean> {
  const { rows } = await sql<{ served: boolean }>`
    select exists (select from app.hosted_cities() as own(code) where own.code = coalesce(${city}, own.code)
      and app.accepts(${receiver}, own.code, ${type})
      and app.given_fields(${receiver}, own.code, ${kind}) is not null) as served`.execute(db);
  return rows[0]?.served ?? false;
}

/**
 * Returns a city of this node for which `isServed` says true. That of `wanted` comes first. Null for none.
 */
export async function servedCity(
  db: DbOrTx,
  { wanted, receiver, type, kind }: { wanted: string | null; receiver: string; type: string; kind: string },
): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select own.code from app.hosted_cities() as own(code)
    where app.accepts(${receiver}, own.code, ${type}) and app.given_fields(${receiver}, own.code, ${kind}) is not null
    order by own.code is distinct from ${wanted}, own.code limit 1`.execute(db);
  return rows[0]?.code ?? null;
}
