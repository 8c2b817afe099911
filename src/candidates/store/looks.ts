import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { CardView, LookReason, LookRole } from "../schema.ts";

export type CardViewRow = Omit<CardView, "at"> & {
  at: Date;
  /** `at` as text, exact to the microsecond, for the cursor of the next page. */
  key: string;
};

/** Selects the looks at a person's card, newest first. */
export async function selectCardViews(
  db: DbOrTx,
  accountId: string,
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<CardViewRow[]> {
  const before = after ? sql`(v.at, v.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<CardViewRow>`
    select v.id, v.viewer_label as viewer, a.name as person, v.viewer_role as role, v.why, v.phone, v.at,
      v.at::text as key, v.application_id
    from card_view v left join shared.account a on a.id = v.viewer_account_id
    where v.account_id = ${accountId} and ${before} order by v.at desc, v.id desc limit ${limit}`.execute(db);
  return rows;
}

export type Viewer = {
  viewerAccountId: string;
  viewerLabel: string;
  viewerRole: LookRole;
  why: LookReason;
};
export type Seen = { id: string; accountId: string; applicationId: string | null; phone: boolean };

/** A look that was recorded now: `city` is that of the posting, null without an application. */
export type NewLook = Seen & { at: Date; city: string | null };

/**
 * Records that a viewer saw cards, in one statement. Records at most one view per hour, viewer, reason, card
 * and application. Returns the views that it recorded.
 */
export async function insertCardViews(
  db: DbOrTx,
  { viewerAccountId, viewerLabel, viewerRole, why }: Viewer,
  seen: readonly Seen[],
): Promise<NewLook[]> {
  const each = <K extends keyof Seen>(key: K) => seen.map((one) => one[key]);
  const { rows } = await sql<NewLook>`
    with recorded as (
      insert into card_view (id, account_id, viewer_account_id, viewer_label, viewer_role, why, application_id, phone)
      select n.id, n.account_id, ${viewerAccountId}::uuid, ${viewerLabel}, ${viewerRole}, ${why}, n.application_id, n.phone
      from unnest(${each("id")}::uuid[], ${each("accountId")}::uuid[], ${each("applicationId")}::uuid[],
        ${each("phone")}::boolean[]) as n(id, account_id, application_id, phone)
      where not exists (select 1 from card_view v where v.account_id = n.account_id
        and v.viewer_account_id = ${viewerAccountId}::uuid and v.why = ${why}
        and v.application_id is not distinct from n.application_id and v.at > app.now() - interval '1 hour')
      returning id, account_id, application_id, phone, at)
    select r.*, p.home_city as city from recorded r left join shared.application a on a.id = r.application_id
    left join shared.posting p on p.id = a.posting_id`.execute(db);
  return rows;
}
