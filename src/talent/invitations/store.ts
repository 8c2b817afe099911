import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";

/**
 * Takes one of the invitations that an enterprise may send today, in one statement. Returns false if none is
 * left.
 */
export async function takeInvitation(tx: Tx, enterpriseId: string, aDay: number): Promise<boolean> {
  const { rows } = await sql`
    insert into talent_invitation_day as d (enterprise_id, day, sent) values (${enterpriseId}, app.today(), 1)
    on conflict (enterprise_id, day) do update set sent = d.sent + 1 where d.sent < ${aDay}
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Locks an open posting of an enterprise against closing. Returns its title and the employer's name. */
export async function lockOwnPosting(
  tx: Tx,
  { enterpriseId, postingId }: { enterpriseId: string; postingId: string },
): Promise<{ title: string; enterprise: string } | undefined> {
  const { rows } = await sql<{ title: string; enterprise: string }>`
    select p.title, e.name as enterprise
    from shared.enterprise e join shared.posting p on p.enterprise_id = e.id
    where e.id = ${enterpriseId} and e.status = 'verified' and p.id = ${postingId} and p.status = 'published'
      and p.expires_at > (select app.now())
    for share of e, p`.execute(tx);
  return rows[0];
}

export type NewInvitation = {
  id: string;
  cardId: string;
  accountId: string;
  enterpriseId: string;
  postingId: string;
  invitedBy: string | null;
};

/**
 * Inserts an invitation, unless the person blocked the enterprise. Call it with the card locked, because a
 * block locks the card too. Returns false for a blocked enterprise.
 */
export async function insertInvitation(tx: Tx, one: NewInvitation): Promise<boolean> {
  const { rows } = await sql`
    insert into talent_invitation (id, card_id, account_id, enterprise_id, posting_id, invited_by)
    select ${one.id}::uuid, ${one.cardId}::uuid, ${one.accountId}::uuid, ${one.enterpriseId}::uuid,
      ${one.postingId}::uuid, ${one.invitedBy}::uuid
    where not exists (select from talent_block where account_id = ${one.accountId}
      and enterprise_id = ${one.enterpriseId})
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Returns the id of the invitation that names this card and posting. */
export async function selectInvitationId(
  db: DbOrTx,
  cardId: string,
  postingId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("talentInvitation")
    .select("id")
    .where("cardId", "=", cardId)
    .where("postingId", "=", postingId)
    .executeTakeFirst();
  return row?.id;
}

type PostingOf = { postingId: string; title: string; open: boolean };
type Answered = { at: Date; applied: boolean; declined: boolean };
export type InvitationRow = PostingOf &
  Answered & { id: string; enterpriseId: string; enterprise: string; blocked: boolean };
export type SentRow = PostingOf & Answered & { id: string; cardId: string; key: string };

/** An application that came after the invitation answers it. */
const ABOUT = sql`i.id, i.posting_id, i.created_at as at, i.declined_at is not null as declined,
  coalesce(p.status = 'published' and p.expires_at > (select app.now()) and e.status = 'verified', false) as open,
  exists (select from shared.application a where a.account_id = i.account_id and a.posting_id = i.posting_id
    and a.created_at >= i.created_at) as applied`;
/** Copies of another city's posting and enterprise may be missing. The invitation then has their names. */
const FROM = sql`left join shared.posting p on p.id = i.posting_id
  left join shared.enterprise e on e.id = i.enterprise_id`;

const SHOWN_MAX = 100;

/**
 * Selects the invitations to a person, newest first, at most 100: those of enterprises here, and those that
 * other cities told. With `id`, only that one.
 */
export async function selectInvitationsTo(
  db: DbOrTx,
  accountId: string,
  id: string | null = null,
): Promise<InvitationRow[]> {
  const of = sql`account_id = ${accountId}::uuid and (${id}::uuid is null or id = ${id}::uuid)`;
  const columns = sql.raw("id, account_id, posting_id, enterprise_id, created_at, declined_at");
  const { rows } = await sql<InvitationRow>`
    select ${ABOUT}, i.enterprise_id, coalesce(p.title, i.title) as title, coalesce(e.name, i.enterprise) as enterprise,
      exists (select from talent_block b where b.account_id = i.account_id
        and b.enterprise_id = i.enterprise_id) as blocked
    from (select ${columns}, null as title, null as enterprise from talent_invitation where ${of}
      union all select ${columns}, title, enterprise from told_invitation where ${of}) i ${FROM}
    order by i.created_at desc, i.id desc limit ${SHOWN_MAX}`.execute(db);
  return rows;
}

/** Selects the invitations that an enterprise sent, newest first. */
export async function selectSent(
  db: DbOrTx,
  enterpriseId: string,
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<SentRow[]> {
  const later = after ? sql`(i.created_at, i.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<SentRow>`
    select ${ABOUT}, p.title, i.card_id, i.created_at::text as key
    from talent_invitation i ${FROM} where i.enterprise_id = ${enterpriseId} and ${later}
    order by i.created_at desc, i.id desc limit ${limit}`.execute(db);
  return rows;
}

type Answering = { id: string; personId: string };
/** `first`: the person had not declined before. */
type Declined = { first: boolean; home: string };

/** Notes that a person declined an invitation of an enterprise here. Undefined without such an invitation. */
export async function declineSent(tx: Tx, { id, personId }: Answering): Promise<Declined | undefined> {
  const { rows } = await sql<Declined>`
    with before as (
      select id, declined_at is null as first from talent_invitation
      where id = ${id}::uuid and account_id = ${personId}::uuid for update)
    update talent_invitation i set declined_at = coalesce(i.declined_at, app.now()) from before
    where i.id = before.id returning before.first, '' as home`.execute(tx);
  return rows[0];
}

/** Notes that a person declined an invitation which another city told. `home` is that city. */
export async function declineTold(tx: Tx, { id, personId }: Answering): Promise<Declined | undefined> {
  const { rows } = await sql<Declined>`
    with before as (
      select id, declined_at is null as first from told_invitation
      where id = ${id}::uuid and account_id = ${personId}::uuid for update)
    update told_invitation i set declined_at = coalesce(i.declined_at, app.now()) from before
    where i.id = before.id returning before.first, i.home_city as home`.execute(tx);
  return rows[0];
}

/**
 * Blocks an enterprise. A repeat changes nothing. Returns the number of enterprises that the person blocked.
 */
export async function insertBlock(tx: Tx, accountId: string, enterpriseId: string): Promise<number> {
  await sql`insert into talent_block (account_id, enterprise_id) values (${accountId}, ${enterpriseId})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from talent_block where account_id = ${accountId}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Removes a block. Returns the city of the enterprise, or undefined if there was none. */
export async function deleteBlock(
  tx: Tx,
  accountId: string,
  enterpriseId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ city: string }>`
    delete from talent_block b using shared.enterprise e
    where b.account_id = ${accountId} and b.enterprise_id = ${enterpriseId} and e.id = b.enterprise_id
    returning e.home_city as city`.execute(tx);
  return rows[0]?.city;
}

export type BlockRow = { enterpriseId: string; name: string; at: Date };

/** Selects the enterprises that a person blocked, the latest first. */
export async function selectBlocks(db: DbOrTx, accountId: string): Promise<BlockRow[]> {
  const { rows } = await sql<BlockRow>`
    select b.enterprise_id, e.name, b.created_at as at
    from talent_block b join shared.enterprise e on e.id = b.enterprise_id
    where b.account_id = ${accountId} order by b.created_at desc, b.enterprise_id`.execute(db);
  return rows;
}
