import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import { settledFrom } from "../identity/index.ts";
import { raisedFrom } from "./cards/store/given.ts";
import type { CardView, ConsentView, LookReason, LookRole, ProfileInput, ProfileView } from "./schema.ts";

const PROFILE = sql`call_name, skills, places, years, certificates, start_from, veteran, city, rev`;

export async function selectProfile(db: DbOrTx, accountId: string): Promise<ProfileView | undefined> {
  const { rows } = await sql<ProfileView>`/* planned */
    select ${PROFILE} from profile where account_id = ${accountId}`.execute(db);
  return rows[0];
}

/** A card as it was written. `homeCity`: the city that the first card gave its owner. `given`: consents under
 * which another city holds the card. */
export type SavedCard = ProfileView & { accountId: string; homeCity: string | null; given: string[] };

/**
 * Creates or replaces the cards of different people, and all that follows from it, in one statement. Gives
 * each person a home city, and raises the versions of cards that other cities hold. Writes nothing and
 * returns no card if an occupation or a division is unknown. A verified veteran status stays; a declared one
 * is replaced by the input. `audited`: the insert of the audit row for each row of a part.
 */
export async function upsertCards(
  tx: Tx,
  cards: readonly { accountId: string; input: ProfileInput }[],
  audited: (from: RawBuilder<unknown>) => RawBuilder<unknown> | null,
): Promise<SavedCard[]> {
  const values = cards.map(
    ({ accountId, input: card }) => sql`(${accountId}::uuid, ${card.callName}::text, ${card.skills}::text[],
      ${card.places}::text[], ${card.years ?? null}::smallint, ${card.certificates ?? []}::text[],
      ${card.startFrom ?? null}::text, ${card.veteran ? "declared" : null}::text, ${card.city ?? null}::text,
      ${card.city ?? card.places[0] ?? null}::text)`,
  );
  const { skills, places } = codesOf(cards);
  const audit = audited(sql`saved`);
  // The text of one card is always the same, that of several is not.
  const { rows } = await sql<SavedCard>`${sql.raw(cards.length === 1 ? "/* planned */" : "")}
    with unknown as materialized (${unknownQuery(skills, places)}),
    card (account_id, call_name, skills, places, years, certificates, start_from, veteran, city, division) as (
      values ${sql.join(values)}),
    saved as (
      insert into profile (account_id, call_name, skills, places, years, certificates, start_from, veteran, city)
      select account_id, call_name, skills, places, years, certificates, start_from, veteran, city from card
      where not exists (select from unknown)
      on conflict (account_id) do update set call_name = excluded.call_name, skills = excluded.skills,
        places = excluded.places, years = excluded.years, certificates = excluded.certificates,
        start_from = excluded.start_from, city = excluded.city, rev = profile.rev + 1, updated_at = app.now(),
        veteran = case when profile.veteran = 'verified' then 'verified' else excluded.veteran end
      returning account_id, ${PROFILE}),
    settled as (${settledFrom(sql`(select c.account_id, c.division from card c join saved using (account_id))`)}),
    raised as (${raisedFrom(sql`saved`)})
    ${audit ? sql`, audited as (${audit})` : sql``}
    select s.*, (select t.home_city from settled t where t.id = s.account_id) as home_city,
      array(select r.id from raised r where r.account_id = s.account_id) as given
    from saved s`.execute(tx);
  const written = new Map(rows.map((row) => [row.accountId, row]));
  return cards.flatMap(({ accountId }) => written.get(accountId) ?? []);
}

/** Returns the occupation ids and the division codes of cards. */
const codesOf = (cards: readonly { input: ProfileInput }[]) => ({
  skills: cards.flatMap(({ input }) => input.skills),
  places: cards.flatMap(({ input }) => [...input.places, ...(input.city ? [input.city] : [])]),
});

/**
 * Creates a card with only a name, if the person has no card and `callName` is given. Returns true if a card
 * exists afterwards.
 */
export async function beginProfile(tx: Tx, accountId: string, callName: string | null): Promise<boolean> {
  const { rows } = await sql`/* planned */
    with begun as (
      insert into profile (account_id, call_name)
      select ${accountId}::uuid, ${callName}::text where ${callName}::text is not null
      on conflict (account_id) do nothing returning 1)
    select 1 from begun union all select 1 from profile where account_id = ${accountId}`.execute(tx);
  return rows.length > 0;
}

const unknownQuery = (skills: string[], places: string[]) => sql<{ code: string }>`
  select code from unnest(${skills}::text[]) as s(code) where not exists (select 1 from occupation where id = s.code)
  union all
  select code from unnest(${places}::text[]) as d(code)
  where not exists (select 1 from division where division.code = d.code)`;

/** Returns the occupation ids and division codes of cards that do not exist. */
export async function unknownCodes(db: DbOrTx, cards: readonly { input: ProfileInput }[]): Promise<string[]> {
  const { skills, places } = codesOf(cards);
  const { rows } = await unknownQuery(skills, places).execute(db);
  return rows.map((row) => row.code);
}

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

/** Returns an SQL condition: the person has a card. */
export const hasCard = (accountId: string): RawBuilder<unknown> =>
  sql`exists (select from profile where account_id = ${accountId}::uuid)`;

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
