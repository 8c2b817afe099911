import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** The application for which a person gave a consent. */
export type ConsentGround = {
  consentId: string;
  applicationId: string;
  reference: string;
  title: string;
  /** `fair`: sent at a fair. */
  channel: string;
};

/** Selects the applications of a person that rest on the given consents. */
export async function selectGrounds(
  db: DbOrTx,
  accountId: string,
  consentIds: readonly string[],
): Promise<ConsentGround[]> {
  const { rows } = await sql<ConsentGround>`
    select a.consent_id, a.id as application_id, a.reference, p.title, a.channel
    from application a join shared.posting p on p.id = a.posting_id
    where a.account_id = ${accountId}::uuid and a.consent_id = any (${[...consentIds]}::uuid[])`.execute(db);
  return rows;
}
