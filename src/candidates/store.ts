import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { CardView, ConsentView, LookReason, LookRole, ProfileInput, ProfileView } from "./schema.ts";

const PROFILE = sql`call_name, skills, places, years, certificates, start_from, veteran, city, rev`;

export async function selectProfile(db: DbOrTx, accountId: string): Promise<ProfileView | undefined> {
  const { rows } = await sql<ProfileView>`/* planned */
    select ${PROFILE} from profile where account_id = ${accountId}`.execute(db);
  return rows[0];
}

/**
 * Creates or replaces the cards of different people in one statement. Returns them in the given order. A
 * verified veteran status stays; a declared one is replaced by the input.
 */
export async function upsertProfiles(
  tx: Tx,
  cards: readonly { accountId: string; input: ProfileInput }[],
): Promise<ProfileView[]> {
  const values = cards.map(
    ({ accountId, input: card }) => sql`(${accountId}::uuid, ${card.callName}, ${card.skills}::text[],
      ${card.places}::text[], ${card.years ?? null}::smallint, ${card.certificates ?? []}::text[],
      ${card.startFrom ?? null}::text, ${card.veteran ? "declared" : null}, ${card.city ?? null})`,
  );
  const { rows } = await sql<ProfileView & { accountId: string }>`
    insert into profile (account_id, call_name, skills, places, years, certificates, start_from, veteran, city)
    values ${sql.join(values)}
    on conflict (account_id) do update set call_name = excluded.call_name, skills = excluded.skills,
      places = excluded.places, years = excluded.years, certificates = excluded.certificates,
      start_from = excluded.start_from, city = excluded.city, rev = profile.rev + 1, updated_at = app.now(),
      veteran = case when profile.veteran = 'verified' then 'verified' else excluded.veteran end
    returning account_id, ${PROFILE}`.execute(tx);
  const written = new Map(rows.map(({ accountId, ...profile }) => [accountId, profile]));
  return cards.flatMap(({ accountId }) => written.get(accountId) ?? []);
}

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

/** Returns those of the given occupation ids and division codes that do not exist. */
export async function unknownCodes(db: DbOrTx, skills: string[], places: string[]): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${skills}::text[]) as s(code) where not exists (select 1 from occupation where id = s.code)
    union all
    select code from unnest(${places}::text[]) as d(code)
    where not exists (select 1 from division where division.code = d.code)`.execute(db);
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
