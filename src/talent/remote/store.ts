import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import type { SealedBefore } from "../../peers/index.ts";
import { certificateText } from "../rules.ts";
import type { TalentCard } from "../schema.ts";

/** A card for a city of another node, as its next version tells it. */
export type CardToTell = TalentCard & {
  consentId: string;
  accountId: string;
  homeCity: string;
  city: string;
  rev: number;
  grantedAt: Date;
  endsAt: Date;
  /** Enterprises of the city that the person blocked. */
  blocked: string[];
};

/** SQL columns of a version of a card `k` with its consent `c`, as it is told. */
const TOLD = sql`k.consent_id, k.account_id, k.home_city, k.city, k.rev, k.skills, k.places, k.years, k.certificates,
  k.start_from, k.veteran, c.granted_at, c.ends_at,
  array(select b.enterprise_id from talent_block b join shared.enterprise e on e.id = b.enterprise_id
    where b.account_id = k.account_id and e.home_city = k.city order by 1) as blocked`;

/**
 * Raises the version of a person's cards for cities of other nodes, all or that of one city, and returns
 * them. A card that was taken back from its city is not among them.
 */
export async function raiseCards(
  tx: Tx,
  { accountId, city, first }: { accountId: string; city: string; first: boolean },
): Promise<CardToTell[]> {
  const { rows } = await sql<CardToTell>`
    update talent_card k set rev = k.rev + 1 from shared.matching_consent c
    where k.account_id = ${accountId}::uuid and k.city = ${city} and c.id = k.consent_id
      and not app.is_hosted(k.city) and (k.rev > 0 or ${first}::boolean)
    returning ${TOLD}`.execute(tx);
  return rows;
}

/** Locks those of the cards of people of `city` that `receiver` holds in exactly these versions. */
export async function lockToldCards(
  tx: Tx,
  { city, receiver, records }: SealedBefore,
): Promise<CardToTell[]> {
  const { rows } = await sql<CardToTell>`
    select ${TOLD} from talent_card k join shared.matching_consent c on c.id = k.consent_id,
      ${rowList(records, { id: "uuid", rev: "int" })}
    where k.consent_id = n.id and k.rev = n.rev and k.home_city = ${city} and k.city = ${receiver}
    order by k.consent_id for update of k`.execute(tx);
  return rows;
}

export type ReceivedCard = {
  consentId: string;
  accountId: string;
  homeCity: string;
  city: string;
  card: TalentCard;
  terms: string[];
  grantedAt: string;
  rev: number;
};

/**
 * Writes a newer version of a card of a person of another node. A consent that was given later replaces the
 * card of the former one, under a new id. Returns false if nothing is newer.
 */
export async function upsertReceived(tx: Tx, { card, ...row }: ReceivedCard): Promise<boolean> {
  const { skills, places, years, certificates, startFrom, veteran } = card;
  const { rows } = await sql`
    insert into talent_card as k (consent_id, account_id, home_city, city, skills, places, years, certificates,
      certificate_text, start_from, veteran, terms, given_at, rev)
    values (${row.consentId}::uuid, ${row.accountId}::uuid, ${row.homeCity}, ${row.city}, ${skills}::text[],
      ${places}::text[], ${years}, ${certificates}::text[], ${certificateText(card)}, ${startFrom}, ${veteran}, ${row.terms}::text[],
      ${row.grantedAt}::timestamptz, ${row.rev})
    on conflict (account_id, city) do update set consent_id = excluded.consent_id, skills = excluded.skills,
      places = excluded.places, years = excluded.years, certificates = excluded.certificates,
      certificate_text = excluded.certificate_text,
      start_from = excluded.start_from, veteran = excluded.veteran, terms = excluded.terms,
      given_at = excluded.given_at, rev = excluded.rev,
      id = case when k.consent_id = excluded.consent_id then k.id else excluded.id end
    where k.home_city = excluded.home_city and case when k.consent_id = excluded.consent_id
      then k.rev < excluded.rev else k.given_at < excluded.given_at end
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Replaces the enterprises of a city that a person of another node blocked. */
export async function replaceBlocks(
  tx: Tx,
  { accountId, city, blocked }: { accountId: string; city: string; blocked: readonly string[] },
): Promise<void> {
  const ids = [...blocked];
  await sql`
    delete from talent_block b where b.account_id = ${accountId}::uuid and b.enterprise_id <> all (${ids}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into talent_block (account_id, enterprise_id)
    select ${accountId}::uuid, e.id from shared.enterprise e
    where e.id = any (${ids}::uuid[]) and e.home_city = ${city}
    on conflict do nothing`.execute(tx);
}

/**
 * Deletes cards of people of `home`, a city of another node, by their consents, with their blocks. Returns
 * the consents of those that are gone.
 */
export async function deleteReceived(
  tx: Tx,
  { ids, home }: { ids: readonly string[]; home: string },
): Promise<string[]> {
  const { rows } = await sql<{ consentId: string }>`
    with gone as (
      delete from talent_card where consent_id = any (${[...ids]}::uuid[]) and home_city = ${home}
        and not app.is_hosted(home_city)
      returning consent_id, account_id),
    unblocked as (
      delete from talent_block b using gone where b.account_id = gone.account_id)
    select consent_id from gone`.execute(tx);
  return rows.map(({ consentId }) => consentId);
}

/** Deletes cards of our people by their consents. Returns those that are gone. */
export async function deleteOwn(
  tx: Tx,
  ids: readonly string[],
): Promise<{ accountId: string; consentId: string }[]> {
  const { rows } = await sql<{ accountId: string; consentId: string }>`
    delete from talent_card where consent_id = any (${[...ids]}::uuid[]) and app.is_hosted(home_city)
    returning account_id, consent_id`.execute(tx);
  return rows;
}

/** Returns true if this node hosts the city. */
export async function isHosted(db: DbOrTx, city: string): Promise<boolean> {
  const { rows } = await sql<{ hosted: boolean }>`select app.is_hosted(${city}) as hosted`.execute(db);
  return rows[0]?.hosted ?? false;
}

export type ToldInvitation = {
  id: string;
  home: string;
  accountId: string;
  candidateId: string;
  enterpriseId: string;
  enterprise: string;
  postingId: string;
  title: string;
};

/**
 * Inserts an invitation that an enterprise's city tells, if the person still shows that card to the city and
 * has not blocked the enterprise. Returns false if nothing was inserted.
 */
export async function insertTold(tx: Tx, one: ToldInvitation): Promise<boolean> {
  const { rows } = await sql`
    insert into told_invitation (id, home_city, account_id, enterprise_id, posting_id, enterprise, title)
    select ${one.id}::uuid, ${one.home}, k.account_id, ${one.enterpriseId}::uuid, ${one.postingId}::uuid,
      ${one.enterprise}, ${one.title}
    from talent_card k join shared.matching_consent c on c.id = k.consent_id
    where k.consent_id = ${one.candidateId}::uuid and k.account_id = ${one.accountId}::uuid and k.city = ${one.home}
      and not exists (select from talent_block b where b.account_id = k.account_id
        and b.enterprise_id = ${one.enterpriseId}::uuid)
    on conflict (id) do nothing returning 1`.execute(tx);
  return rows.length > 0;
}

/** Deletes invitations that a city told. Returns the ids of those that are gone. */
export async function deleteTold(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from told_invitation where id = any (${[...ids]}::uuid[]) and home_city = ${home} returning id`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

type SentAgain = {
  id: string;
  accountId: string;
  endsAt: Date | null;
  candidateId: string;
  enterpriseId: string;
  enterprise: string;
  postingId: string;
  title: string;
};

/** Selects invitations of enterprises of `city` whose cards stand, with what their record tells. */
export async function selectSentAgain(
  tx: Tx,
  { city, ids }: { city: string; ids: readonly string[] },
): Promise<SentAgain[]> {
  const { rows } = await sql<SentAgain>`
    select i.id, i.account_id, c.ends_at, k.consent_id as candidate_id, i.enterprise_id, e.name as enterprise, i.posting_id,
      p.title
    from talent_invitation i join talent_card k on k.id = i.card_id
      join shared.matching_consent c on c.id = k.consent_id
      join shared.enterprise e on e.id = i.enterprise_id join shared.posting p on p.id = i.posting_id
    where i.id = any(${[...ids]}::uuid[]) and k.city = ${city} and i.declined_at is null
    order by i.id for share of k`.execute(tx);
  return rows;
}
