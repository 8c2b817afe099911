import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { Scope } from "../platform/context.ts";
import type { Retention } from "../platform/housekeeping/index.ts";
import type { Filter } from "../search/index.ts";

export type NewSearch = {
  id: string;
  accountId: string;
  scope: Scope;
  q: string;
  filter: Filter;
  label: string;
};

/** Inserts a search, or returns the id of the person's equal search. */
export async function insertSearch(tx: Tx, search: NewSearch): Promise<{ id: string; fresh: boolean }> {
  const { id, accountId, scope, q, filter, label } = search;
  const json = JSON.stringify(filter);
  const made = await sql<{ id: string }>`
    insert into saved_search (id, account_id, city, agreement, q, filter, label)
    values (${id}, ${accountId}, ${scope.city}, ${scope.agreement}, ${q}, ${json}, ${label})
    on conflict do nothing returning id`.execute(tx);
  if (made.rows[0]) return { id, fresh: true };
  const kept = await sql<{ id: string }>`
    select id from saved_search where account_id = ${accountId} and q = ${q} and filter = ${json}::jsonb
      and agreement is not distinct from ${scope.agreement} and city is not distinct from ${scope.city}`.execute(
    tx,
  );
  const row = kept.rows[0];
  if (!row) throw new Error("the search was neither written nor there");
  return { id: row.id, fresh: false };
}

/** Returns the number of a person's searches. */
export async function countSaved(tx: Tx, accountId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from saved_search where account_id = ${accountId}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Deletes a search with its matches. Returns false if the person has no such search. */
export async function deleteSearch(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from saved_search where id = ${id} and account_id = ${accountId}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export type SavedSearchRow = {
  id: string;
  q: string;
  filter: Filter;
  label: string;
  createdAt: Date;
  recent: number;
};

/**
 * Selects a person's searches, newest first, with the number of matches of the last seven days. With `id`,
 * only that search.
 */
export async function selectSearches(
  db: DbOrTx,
  accountId: string,
  id: string | null = null,
): Promise<SavedSearchRow[]> {
  const { rows } = await sql<SavedSearchRow>`
    select s.id, s.q, s.filter, s.label, s.created_at, (select count(*)::int from saved_search_match m
      where m.saved_search_id = s.id and m.found_at > app.now() - interval '7 days') as recent
    from saved_search s where s.account_id = ${accountId} and (${id}::uuid is null or s.id = ${id}::uuid)
    order by s.created_at desc, s.id desc`.execute(db);
  return rows;
}

export type DueSearch = {
  id: string;
  accountId: string;
  city: string | null;
  agreement: string | null;
  q: string;
  filter: Filter;
  label: string;
  since: Date;
};

/**
 * Locks and returns searches whose last run is more than five minutes ago, oldest run first.
 * `since` is one day before the last run, because a posting may be indexed well after its publication.
 */
export async function lockDue(tx: Tx, limit: number): Promise<DueSearch[]> {
  const { rows } = await sql<DueSearch>`
    select s.id, s.account_id, s.city, s.agreement, s.q, s.filter, s.label,
      greatest(s.created_at, s.looked_at - interval '1 day') as since
    from saved_search s
    where s.looked_at < (select app.now()) - interval '5 minutes'
    order by s.looked_at, s.id limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

export async function markLooked(tx: Tx, ids: string[]): Promise<void> {
  await sql`update saved_search set looked_at = app.now() where id = any(${ids}::uuid[])`.execute(tx);
}

/** Inserts matches of a search, with `toMail` also for the next letter. Returns the ids of the new ones. */
export async function insertMatches(
  tx: Tx,
  found: { searchId: string; postingIds: string[]; toMail: boolean },
): Promise<string[]> {
  const { searchId, postingIds, toMail } = found;
  if (postingIds.length === 0) return [];
  const { rows } = await sql<{ postingId: string }>`
    insert into saved_search_match (saved_search_id, posting_id, to_mail)
    select ${searchId}::uuid, unnest(${postingIds}::uuid[]), ${toMail} on conflict do nothing
    returning posting_id`.execute(tx);
  return rows.map((row) => row.postingId);
}

/** Returns the accounts with matches for a letter that no letter has reported yet. */
export async function selectToMail(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select distinct s.account_id from saved_search_match m join saved_search s on s.id = m.saved_search_id
    where m.to_mail order by 1`.execute(db);
  return rows.map((row) => row.accountId);
}

export type ToMail = Pick<DueSearch, "id" | "city" | "agreement" | "label"> & { postingIds: string[] };

/**
 * Takes the unreported matches of these people for a letter, newest search first, and marks them as reported.
 * Leaves out postings that another search of the same person has already reported.
 */
export async function takeToMail(tx: DbOrTx, accountIds: string[]): Promise<ToMail[]> {
  const { rows } = await sql<ToMail>`
    with taken as (
      update saved_search_match m set to_mail = false from saved_search s
      where s.id = m.saved_search_id and s.account_id = any(${accountIds}::uuid[]) and m.to_mail
      returning m.saved_search_id, m.posting_id)
    select s.id, s.city, s.agreement, s.label, array_agg(t.posting_id::text) as posting_ids
    from taken t join saved_search s on s.id = t.saved_search_id
    where not exists (
      select 1 from saved_search_match m join saved_search other on other.id = m.saved_search_id
      where other.account_id = s.account_id and other.id <> s.id and m.posting_id = t.posting_id and not m.to_mail)
    group by s.id order by s.created_at desc, s.id desc`.execute(tx);
  return rows;
}

/** Retention: matches are kept for 120 days. */
export const retention: readonly Retention[] = [
  {
    table: "saved_search_match",
    key: ["saved_search_id", "posting_id"],
    past: sql`found_at < (select app.now()) - interval '120 days'`,
  },
];
