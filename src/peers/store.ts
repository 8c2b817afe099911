import { sql } from "kysely";
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

/**
 * Returns the terms of `termsOf`, and the key with which records are sealed for the receiver; null if its
 * directory names none.
 */
export async function sealedTermsOf(
  db: DbOrTx,
  { city, receiver, type, kind }: { city: string; receiver: string; type: string; kind: string },
): Promise<Terms & { key: SealingKey | null }> {
  const { rows } = await sql<{
    accepted: boolean;
    fields: string[] | null;
    kid: string | null;
    publicKey: string | null;
  }>`/* planned */
    select app.accepts(${receiver}, ${city}, ${type}) as accepted, app.given_fields(${city}, ${receiver}, ${kind}) as fields,
      k.kid, k.public_key
    from (values (1)) as once left join (${keyQuery(receiver)}) as k on true`.execute(db);
  const { accepted = false, fields = null, kid = null, publicKey = null } = rows[0] ?? {};
  const key = kid !== null && publicKey !== null ? keyOf({ kid, publicKey }) : null;
  return { accepted: accepted && fields !== null, fields: fields ?? [], key };
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
