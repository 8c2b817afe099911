import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import type { OutgoingCommandState } from "../../../db/schema/federation.ts";

export type NewCommand = {
  id: string;
  city: string;
  target: string;
  type: string;
  body: string;
  subjectKind: string;
  subjectId: string;
  issuedAt: Date;
  expiresAt: Date;
};

const ONCE = sql`(values (1)) as once`;

export async function insertCommand(tx: Tx, command: NewCommand): Promise<void> {
  await sql`/* planned */ ${commandFrom(ONCE, command)}`.execute(tx);
}

/** Returns the insert of a command for each row of the part `from` as SQL. */
export const commandFrom = (from: RawBuilder<unknown>, command: NewCommand): RawBuilder<unknown> => sql`
  insert into outgoing_command (id, city, target, type, body, subject_kind, subject_id, expires_at, next_try_at)
  select ${command.id}::uuid, ${command.city}, ${command.target}, ${command.type}, ${command.body},
    ${command.subjectKind}, ${command.subjectId}, ${command.expiresAt}::timestamptz, ${command.issuedAt}::timestamptz
  from ${from}`;

export type DueCommand = {
  id: string;
  city: string;
  type: string;
  body: string;
  tries: number;
  subjectKind: string;
  subjectId: string;
};

/**
 * Takes the due commands to a city, oldest first, for `leaseS` seconds: no other process sends them
 * meanwhile, and after a crash they are due again. Counts the try. Commands of one record go one after the
 * other, so that a withdrawal never overtakes the application that it withdraws.
 */
export async function takeDue(
  db: DbOrTx,
  { target, limit, leaseS }: { target: string; limit: number; leaseS: number },
): Promise<DueCommand[]> {
  const { rows } = await sql<DueCommand>`/* planned */
    with due as (
      select id from outgoing_command o
      where target = ${target} and state = 'waiting' and next_try_at <= app.now() and expires_at > app.now()
        and not exists (select from outgoing_command earlier where earlier.state = 'waiting'
          and earlier.subject_kind = o.subject_kind and earlier.subject_id = o.subject_id
          and (earlier.created_at, earlier.id) < (o.created_at, o.id))
      order by next_try_at, id limit ${limit} for update skip locked),
    taken as (
      update outgoing_command c set tries = tries + 1, next_try_at = app.now() + make_interval(secs => ${leaseS})
      from due where c.id = due.id
      returning c.id, c.city, c.type, c.body, c.tries, c.subject_kind, c.subject_id, c.created_at)
    select id, city, type, body, tries, subject_kind, subject_id from taken order by created_at, id`.execute(
    db,
  );
  return rows;
}

const SETTLED = sql`settled`;
/** Returns an insert that the same statement makes for each row of the part `from`; null for none. */
export type Besides = ((from: RawBuilder<unknown>) => RawBuilder<unknown>) | null;

/**
 * Writes the outcome of a try. Returns false if the command was settled before, for example by the answer to
 * an earlier try that came late.
 */
export async function writeOutcome(
  db: DbOrTx,
  id: string,
  outcome: { state: OutgoingCommandState; status: number | null; answer: string | null; pauseMs: number },
  besides: Besides = null,
): Promise<boolean> {
  const { rows } = await sql`/* planned */
    with ${SETTLED} as (
    update outgoing_command set state = ${outcome.state}, status = ${outcome.status}, answer = ${outcome.answer},
      next_try_at = app.now() + make_interval(secs => ${outcome.pauseMs / 1_000}::float8),
      settled_at = case when ${outcome.state} <> 'waiting' then app.now() end
    where id = ${id}::uuid and state = 'waiting' returning id)
    ${besides ? sql`, besides as (${besides(SETTLED)})` : sql``}
    select id from ${SETTLED}`.execute(db);
  return rows.length > 0;
}

/** A command that the other city ran, with its answer. */
export type Ran = { id: string; status: number | null; answer: string | null };

/**
 * Ends commands that the other city ran, in one statement. `besides`: an insert that the statement makes for
 * each row of a part with the ids of those that were not settled before.
 */
export async function writeRan(
  db: DbOrTx,
  ran: readonly Ran[],
  besides: NonNullable<Besides>,
): Promise<void> {
  await sql`/* planned */
    with ${SETTLED} as (
      update outgoing_command c set state = 'done', status = n.status, answer = n.answer, settled_at = app.now()
      from ${rowList<keyof Ran>(ran, { id: "uuid", status: "int", answer: "text" })}
      where c.id = n.id and c.state = 'waiting' returning c.id)
    ${besides(SETTLED)}`.execute(db);
}

/**
 * Ends a waiting command of a record as done, because a record of the other city tells that it ran. Returns
 * its body. Null if it does not wait, or is not one of that record to that city.
 */
export async function settleAsTold(
  db: DbOrTx,
  { id, target, subjectId }: { id: string; target: string; subjectId: string },
): Promise<string | null> {
  const { rows } = await sql<{ body: string }>`
    update outgoing_command set state = 'done', settled_at = app.now()
    where id = ${id}::uuid and target = ${target} and subject_id = ${subjectId} and state = 'waiting'
    returning body`.execute(db);
  return rows[0]?.body ?? null;
}

export type ExpiredCommand = Pick<DueCommand, "id" | "type" | "body" | "subjectKind" | "subjectId">;

/** Ends commands that nobody answered in time, and returns them. */
export async function expireCommands(db: DbOrTx, limit: number): Promise<ExpiredCommand[]> {
  const { rows } = await sql<ExpiredCommand>`
    update outgoing_command set state = 'expired', settled_at = app.now() where id in (
      select id from outgoing_command where state = 'waiting' and expires_at <= app.now()
      order by expires_at limit ${limit} for update skip locked)
    returning id, type, body, subject_kind, subject_id`.execute(db);
  return rows;
}

export type CommandStanding = {
  id: string;
  type: string;
  target: string;
  state: OutgoingCommandState;
  tries: number;
  status: number | null;
  createdAt: Date;
  expiresAt: Date;
  settledAt: Date | null;
};

/** Returns the commands of a record, newest first. */
export async function commandsOf(db: DbOrTx, kind: string, id: string): Promise<CommandStanding[]> {
  return db
    .selectFrom("outgoingCommand")
    .select(["id", "type", "target", "state", "tries", "status", "createdAt", "expiresAt", "settledAt"])
    .where("subjectKind", "=", kind)
    .where("subjectId", "=", id)
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** Commands to a city: how many wait, age of the oldest in seconds, outcomes of the last 30 days. */
export type CommandFigures = { waiting: number; oldestS: number | null; refused: number; expired: number };

/** Returns the figures of the commands to a city of another node. */
export async function commandFigures(db: DbOrTx, target: string): Promise<CommandFigures> {
  const { rows } = await sql<CommandFigures>`
    select count(*) filter (where state = 'waiting')::int as waiting,
      extract(epoch from app.now() - min(created_at) filter (where state = 'waiting'))::int as "oldestS",
      count(*) filter (where state = 'refused')::int as refused, count(*) filter (where state = 'expired')::int as expired
    from outgoing_command where target = ${target}
      and (state = 'waiting' or created_at > (select app.now()) - interval '30 days')`.execute(db);
  return rows[0] ?? { waiting: 0, oldestS: null, refused: 0, expired: 0 };
}

export type CommandRow = {
  id: string;
  key: string;
  type: string;
  state: OutgoingCommandState;
  tries: number;
  status: number | null;
  createdAt: Date;
  nextTryAt: Date;
  settledAt: Date | null;
};

/** Returns the commands to a city, newest first, of one state or of all. */
export async function selectCommands(
  db: DbOrTx,
  of: {
    target: string;
    state: OutgoingCommandState | null;
    after: { at: string; id: string } | null;
    limit: number;
  },
): Promise<CommandRow[]> {
  const { rows } = await sql<CommandRow>`/* planned */
    select id, created_at::text as key, type, state, tries, status, created_at, next_try_at, settled_at
    from outgoing_command
    where target = ${of.target} and (${of.state}::text is null or state = ${of.state})
      and (${of.after?.id ?? null}::uuid is null
        or (created_at, id) < (${of.after?.at ?? null}::timestamptz, ${of.after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${of.limit}`.execute(db);
  return rows;
}
