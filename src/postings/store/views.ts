import { CompiledQuery, type RawBuilder, sql } from "kysely";
import type { Db, DbOrTx } from "../../../db/client.ts";
import type { EnterpriseStatus, PostingValues } from "../../../db/schema/index.ts";
import { knownChannel } from "../../channels/index.ts";
import { POSTING_AT_EVENT, postingAtEvent } from "../../event-visibility/index.ts";
import type { Scope } from "../../platform/context.ts";
import {
  CARD_COLUMNS,
  type CardColumn,
  MANAGED_COLUMNS,
  type ManagedColumn,
  type PostingColumnName,
  PUBLIC_COLUMNS,
  type PublicColumn,
  sqlName,
} from "../columns.ts";

/** SQL expressions of columns that the public sees in another form. */
const PUBLIC_FORM: Partial<Record<PublicColumn, string>> = {
  duties: "case when p.duties_suggested then null else p.duties end",
  contactName: "case when p.contact_phone is null then e.contact_name else p.contact_name end",
  // The employer's phone is null unless it is verified.
  contactPhone: "coalesce(p.contact_phone, e.contact_phone)",
  contactHours: "case when p.contact_phone is null then e.contact_hours else p.contact_hours end",
};

/**
 * Returns a SQL select list of columns of `p`. `forms` replaces a column by an expression, under the same
 * name.
 */
const listOf = <Name extends PostingColumnName>(
  names: readonly Name[],
  forms: Partial<Record<Name, string>> = {},
): string =>
  names.map((name) => (forms[name] ? `${forms[name]} as ${sqlName(name)}` : `p.${sqlName(name)}`)).join(", ");

const EMPLOYER = "e.name as employer_name, e.status as employer_status";
const CARD = `${listOf(CARD_COLUMNS)}, ${EMPLOYER}`;
const PUBLIC = `${listOf(PUBLIC_COLUMNS, PUBLIC_FORM)}, ${EMPLOYER}, c.federation_name as verifier,
  p.expires_at <= app.now() as expired`;
const MANAGED = `${listOf(MANAGED_COLUMNS)}, ${EMPLOYER}, p.created_at::text as created_key,
  coalesce(p.status = 'published' and p.expires_at <= app.now(), false) as expired`;

const FROM = "from posting p join shared.employer e on e.id = p.enterprise_id";
/** SQL condition: the enterprise of the posting is not suspended. A suspended one shows no posting. */
const SHOWN = "e.status <> 'suspended'";

type Employer = { employerName: string; employerStatus: EnterpriseStatus };
/** Row of a card: an item of a list of postings. */
export type CardRow = Pick<PostingValues, CardColumn> & Employer;
/** Row of a published posting with all that the public may see. */
export type PublicRow = Pick<PostingValues, PublicColumn> & Employer & { verifier: string; expired: boolean };
/** Row of a posting for its enterprise and the officers of its home city. */
export type ManagedPostingRow = Pick<PostingValues, ManagedColumn> &
  Employer & { createdKey: string; expired: boolean };

/**
 * The SQL statement for `GET /postings/{id}`. Parameters: posting id, the reader's city, the agreement's
 * slug.
 */
export const PUBLIC_POSTING = `/* planned */ select ${PUBLIC} ${FROM} join city c on c.code = p.home_city
  where p.id = $1 and p.published_at is not null and ${SHOWN}
    and (p.home_city in (select home from app.visible_home_cities($2, $3, 'posting') as v(home)) or ${POSTING_AT_EVENT}(p.id, $2, $3))`;

/**
 * Selects a posting that was ever published and that this reader may see, in one precompiled statement.
 * Selects none of a suspended enterprise.
 */
export async function selectPublic(db: Db, id: string, scope: Scope): Promise<PublicRow | undefined> {
  const { rows } = await db.executeQuery<PublicRow>(
    CompiledQuery.raw(PUBLIC_POSTING, [id, scope.city, scope.agreement]),
  );
  return rows[0];
}

/** Selects the content of the postings' changes, without regard to a reader. */
export async function selectForFeed(db: DbOrTx, ids: string[]): Promise<PublicRow[]> {
  const { rows } = await sql<PublicRow>`
    select ${sql.raw(PUBLIC)} ${sql.raw(FROM)} join city c on c.code = p.home_city
    where p.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

export type PostingState = Pick<PublicRow, "id" | "rev" | "homeCity" | "enterpriseId" | "status">;

/** Selects what a change says of a posting that it does not publish, unordered. */
export async function selectStates(db: DbOrTx, ids: string[]): Promise<PostingState[]> {
  const { rows } = await sql<PostingState>`
    select id, rev, home_city, enterprise_id, status from posting where id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/** SQL condition: the public may see the posting `p` of the enterprise `e` now. */
const LIVE = sql`p.status = 'published' and p.expires_at > (select app.now()) and ${sql.raw(SHOWN)}`;
const visible = (scope: Scope) =>
  sql`p.home_city = any (array(select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home)))`;
/**
 * Condition for queries by id: the posting is visible in the scope, or is at a fair that the reader may
 * see, whatever its home city.
 */
const readable = (scope: Scope) => sql`(${visible(scope)} or ${postingAtEvent(sql`p.id`, scope)})`;

/**
 * Selects the live postings among the ids that the reader may see, as cards, unordered. Live: published and
 * not expired.
 */
export async function selectCards(db: DbOrTx, ids: string[], scope: Scope): Promise<CardRow[]> {
  const { rows } = await sql<CardRow>`/* planned */
    select ${sql.raw(CARD)} ${sql.raw(FROM)}
    where p.id = any(${ids}::uuid[]) and ${LIVE} and ${readable(scope)}`.execute(db);
  return rows;
}

/** Selects the live postings among the ids, for the search index. */
export async function selectLive(db: DbOrTx, ids: string[]): Promise<PublicRow[]> {
  const { rows } = await sql<PublicRow>`
    select ${sql.raw(PUBLIC)} ${sql.raw(FROM)} join city c on c.code = p.home_city
    where p.id = any(${ids}::uuid[]) and ${LIVE}`.execute(db);
  return rows;
}

const LISTED_MAX = 20_000;

/**
 * Selects the ids of a home city's live postings that a reader may see, each with the time of its last
 * change. Newest first, at most 20,000.
 */
export async function selectLiveIds(
  db: DbOrTx,
  homeCity: string,
  scope: Scope,
): Promise<{ id: string; changedAt: Date }[]> {
  const { rows } = await sql<{ id: string; changedAt: Date }>`
    select p.id, p.updated_at as changed_at ${sql.raw(FROM)}
    where p.home_city = ${homeCity} and ${LIVE} and ${visible(scope)}
    order by p.published_at desc, p.id desc limit ${LISTED_MAX}`.execute(db);
  return rows;
}

/** Selects rows of the internal view that satisfy a condition on `p` and `e`. */
export async function selectDesk(
  db: DbOrTx,
  condition: RawBuilder<unknown>,
  tail = sql``,
): Promise<ManagedPostingRow[]> {
  const { rows } = await sql<ManagedPostingRow>`
    select ${sql.raw(MANAGED)} ${sql.raw(FROM)} where ${condition} ${tail}`.execute(db);
  return rows;
}

/**
 * Counts a tap on the phone number of a live posting that the reader may see. Returns false if there is no
 * such posting.
 */
export async function addClick(
  db: DbOrTx,
  { id, channel, via = null }: { id: string; channel: string; via?: string | null | undefined },
  scope: Scope,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into call_click (posting_id, channel, clicks)
    select p.id, coalesce(${knownChannel(via)}, ${channel}), 1
    ${sql.raw(FROM)} where p.id = ${id} and ${LIVE} and ${readable(scope)}
    on conflict (posting_id, day, channel) do update set clicks = call_click.clicks + 1`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
