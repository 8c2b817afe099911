import { type Selectable, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { Database } from "../../../../db/schema/index.ts";
import { type FairReader, readable } from "./fairs.ts";

/** The columns of a fair's row by which writes at the fair are decided, with the database's current time. */
export type FairHead = Pick<
  Selectable<Database["fair"]>,
  | "id"
  | "hostCity"
  | "agreementId"
  | "status"
  | "registrationOpensAt"
  | "registrationClosesAt"
  | "opensAt"
  | "closesAt"
> & { now: Date; hostedHere: boolean };

/**
 * Selects the head of a fair, if the actor may read the fair. Reads no venue, booth or registration, so that
 * many people may write at the same fair at once.
 */
export async function selectHead(
  db: DbOrTx,
  { actor, scope }: FairReader,
  { id, invitation = null }: { id: string; invitation?: string | null },
): Promise<FairHead | undefined> {
  const { rows } = await sql<FairHead>`/* planned */
    select f.id, f.host_city, f.agreement_id, f.status, f.registration_opens_at, f.registration_closes_at, f.opens_at,
      f.closes_at, app.now() as now, app.is_hosted(f.host_city) as hosted_here
    from fair f where f.id = ${id} and ${readable(actor, scope, invitation)}`.execute(db);
  return rows[0];
}
