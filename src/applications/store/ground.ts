import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import type { ApplicationStatus } from "../../../db/schema/index.ts";
import { hasCard } from "../../candidates/index.ts";
import { postingAtEvent } from "../../event-visibility/index.ts";
import { type Places, placesQuery } from "../../identity/index.ts";
import { type SealedTerms, sealedTermsQuery, type TermsRow, termsOfRow } from "../../peers/index.ts";
import type { Scope } from "../../platform/context.ts";
import { APPLYING } from "../rules.ts";

export type Target = { id: string; enterpriseId: string; homeCity: string; verified: boolean };

export type Existing = {
  id: string;
  reference: string;
  status: ApplicationStatus;
  rev: number;
  consentStands: boolean;
};

/**
 * The records that an application needs. `mine`: the person's application to this posting. `carded`: there is
 * a card. `terms`: those of sending it to another node, if one hosts the posting.
 */
export type Ground = {
  target: Target;
  mine: Existing | null;
  places: Places;
  terms: SealedTerms | null;
  carded: boolean;
};

type Row = Target & Places & TermsRow & { carded: boolean; mineId: string | null } & Omit<Existing, "id">;

/** The person, and the reader's city and agreement: a person of another node reads as its city does. */
export type Asking = { accountId: string; postingId: string; scope: Scope };

/**
 * Selects a posting to which this reader can apply, and locks it against closing. It must be published, not
 * expired, visible to the reader, and not of a suspended enterprise. A suspension locks the enterprise first
 * and then its postings, so this query locks them in the same order. Then it locks the person's application.
 * Returns null for a posting that is not open.
 */
export async function lockGround(tx: Tx, { accountId, postingId, scope }: Asking): Promise<Ground | null> {
  // `reader` hides city and agreement from the planner, which would else plan each call anew. Because of
  // `is not distinct`, it looks among the applications of the person, not among those to the posting.
  const way = { city: sql`w.person_city`, receiver: sql`t.home_city` };
  const { rows } = await sql<Row>`/* planned */
    with reader as materialized (select ${scope.city}::text as city, ${scope.agreement}::text as agreement),
    target as materialized (
      select p.id, p.enterprise_id, p.home_city, e.status = 'verified' as verified
      from reader r, shared.enterprise e join shared.posting p on p.enterprise_id = e.id
      where p.id = ${postingId}::uuid and p.status = 'published' and p.expires_at > (select app.now())
        and e.status <> 'suspended'
        and (p.home_city in (select home from app.visible_home_cities(r.city, r.agreement, 'posting') as v(home))
          or ${postingAtEvent(sql`p.id`, scope)})
      for share of e, p),
    mine as materialized (
      select a.id, a.reference, a.status, a.rev, c.stands as consent_stands
      from application a join shared.consent c on c.id = a.consent_id
      where a.account_id = ${accountId}::uuid and a.posting_id is not distinct from (select id from target)
      for update of a)
    select t.*, w.*, ${hasCard(accountId)} as carded, s.accepted, s.fields, s.kid, s.public_key,
      m.id as mine_id, m.reference, m.status, m.rev, m.consent_stands
    from target t cross join lateral (${placesQuery({ personId: accountId, city: sql`t.home_city` })}) w
      left join lateral (${sealedTermsQuery({ ...way, ...APPLYING })} where not w.hosted) s on true
      left join mine m on true`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  const { id, enterpriseId, homeCity, verified, personCity, subject, away, hosted, carded } = row;
  const { mineId, reference, status, rev, consentStands } = row;
  return {
    target: { id, enterpriseId, homeCity, verified },
    mine: mineId === null ? null : { id: mineId, reference, status, rev, consentStands },
    places: { personCity, subject, away, hosted },
    terms: hosted ? null : termsOfRow(row),
    carded,
  };
}
