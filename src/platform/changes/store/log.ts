import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { rowList, timeOnce } from "../../../../db/row-list.ts";
import { wakeAll } from "../../live/index.ts";
import { logName } from "../rules.ts";
import { type Frontier, frontierBytes, readFrontier, type TileHash } from "../tree.ts";

/**
 * Tries to lock the stream. Returns true if this transaction is now its only sequencer. The lock ends with
 * the transaction, after its rows are visible.
 */
export async function lockStream(tx: Tx, stream: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`/* planned */
    select pg_try_advisory_xact_lock(hashtextextended(${`sequencer ${stream}`}, 0)) as locked`.execute(tx);
  return rows[0]?.locked ?? false;
}

export type Head = { stream: string; epoch: number; frontier: Frontier };

type HeadRow = { epoch: number; size: number; frontier: Buffer };

async function lockedHead(tx: Tx, stream: string): Promise<HeadRow | undefined> {
  const { rows } = await sql<HeadRow>`/* planned */
    select epoch, size, frontier from log_head where stream = ${stream} for update`.execute(tx);
  return rows[0];
}

async function openLog(tx: Tx, stream: string): Promise<HeadRow | undefined> {
  await sql`insert into log_head (stream) values (${stream}) on conflict do nothing`.execute(tx);
  return lockedHead(tx, stream);
}

/** Locks and returns the head of a stream's log. For a new stream, opens its log of epoch 1. */
export async function lockHead(tx: Tx, stream: string): Promise<Head> {
  const locked = (await lockedHead(tx, stream)) ?? (await openLog(tx, stream));
  if (!locked) throw new Error("a log that was opened is gone");
  const { epoch, size, frontier } = locked;
  return { stream, epoch, frontier: readFrontier(size, frontier) };
}

/** SQL for a member of a header whose value is a column; no member where the column is null. */
const member = (name: string, json: RawBuilder<unknown>) =>
  sql`coalesce(${sql.lit(`,"${name}":`)} || ${json}, '')`;
const text = (column: string) => sql`to_json(${sql.ref(column)})::text`;
const number = (column: string) => sql`${sql.ref(column)}::text`;
/** A time as ISO 8601 in UTC, with milliseconds. */
const time = (value: string) =>
  sql`'"' || to_char(${sql.ref(value)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'`;

/** SQL for a header's text. Its members are those of the type Header, in this order. */
const headerOf = (log: string) =>
  sql`${`{"v":1,"log":${JSON.stringify(log)}`}::text || ${sql.join(
    [
      member("seq", number("seq")),
      member("at", time("at")),
      member("kind", text("kind")),
      member("schema", number("schema_version")),
      member("id", text("record_id")),
      member("home", text("home")),
      member("ownerEpoch", number("owner_epoch")),
      member("rev", number("rev")),
      member("op", text("op")),
      member("agreement", text("agreement")),
      member("validThrough", time("valid_through")),
      member("endsAt", time("ends_at")),
      member("payloadDigest", text("digest")),
    ],
    sql` || `,
  )} || '}'`;

const COLUMNS = sql.raw(
  "id, stream, kind, record_id, home, owner_epoch, rev, op, schema_version, agreement, valid_through, ends_at",
);

/**
 * Moves the oldest outbox rows of a stream into its log, at most `max`, each with the next number. Returns
 * their leaves in order. Payloads and headers do not leave the database: the texts that were hashed there are
 * the texts that are kept.
 */
export async function numberRows(tx: Tx, to: Head, max: number): Promise<Uint8Array[]> {
  const { stream, epoch, frontier } = to;
  const { rows } = await sql<{ leaf: Buffer }>`/* planned */
    with page as materialized (
      select ${COLUMNS}, o.payload::text as payload_text, s.salt, t.now as at,
        ${frontier.size}::bigint + row_number() over (order by o.id) as seq
      from (select ${COLUMNS}, payload from outbox where stream = ${stream} order by id limit ${max}) as o, ${timeOnce},
        lateral (select case when o.payload is not null
          then substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) for 16) end as salt
        offset 0) as s),
    digested as (
      select ${COLUMNS}, payload_text, salt, at, seq,
        encode(sha256(salt || convert_to(payload_text, 'UTF8')), 'base64') as digest
      from page),
    headed as materialized (
      select stream, seq, kind, record_id, op, rev, at, salt, payload_text,
        ${headerOf(logName(stream, epoch))} as header
      from digested),
    moved as (delete from outbox where id = any (array(select id from page))),
    kept as (
      insert into log_entry (stream, epoch, seq, kind, record_id, op, rev, at, header, salt, payload)
      select stream, ${epoch}::int, seq, kind, record_id, op, rev, at, header, salt, payload_text from headed)
    select sha256('\\x00'::bytea || convert_to(header, 'UTF8')) as leaf from headed order by seq`.execute(tx);
  return rows.map(({ leaf }) => leaf);
}

const TILE_HASH = { level: "smallint", n: "bigint", hash: "text" } as const;

/** Writes the tree of a stream's log, and the roots of subtrees that new leaves completed. */
export async function moveHead(tx: Tx, to: Head & { completed: readonly TileHash[] }): Promise<void> {
  const { stream, epoch, frontier, completed } = to;
  await sql`/* planned */
    update log_head set size = ${frontier.size}, frontier = ${frontierBytes(frontier)} where stream = ${stream}
    returning ${wakeAll("log")}`.execute(tx);
  if (completed.length === 0) return;
  const hashes = completed.map(({ level, n, hash }) => {
    return { level, n, hash: Buffer.from(hash).toString("base64") };
  });
  await sql`
    insert into log_tile_hash (stream, epoch, level, n, hash)
    select ${stream}, ${epoch}::int, n.level, n.n, decode(n.hash, 'base64') from ${rowList(hashes, TILE_HASH)}`.execute(
    tx,
  );
}
