import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../../db/client.ts";
import { AppError } from "../../errors.ts";
import type { Auditor } from "./audit.ts";
import type { Part } from "./parts.ts";

export type Command = {
  type: string;
  target: string;
  id: string | undefined;
  input: unknown;
  /**
   * Runs the statement that records the command as a part of another one, for a verb that asks something at
   * the same time. Returns true if that part has a row.
   */
  claim?(tx: Tx, part: Part): Promise<boolean>;
};

/** Returns the sender of a command: an account, another city, or the kind of an actor without either. */
function originOf({ actor }: Auditor): string {
  switch (actor.kind) {
    case "account":
      return actor.accountId;
    case "peer":
      return actor.city;
    case "anonymous":
    case "callback":
    case "system":
      return actor.kind;
  }
}

/** Returns the id of a command: the given one, or that of the received command. Undefined for none. */
const idOf = (ctx: Auditor, { id }: Command): string | undefined => id ?? ctx.command?.id;

/** Returns true if the command has an id, so that it is recorded and runs once. */
export const isRecorded = (ctx: Auditor, asked: Command): boolean => idOf(ctx, asked) !== undefined;

/**
 * Returns SQL for the SHA-256 of a text. The database computes it, because WebCrypto would cost a thread
 * switch per request.
 */
const digestOf = (text: string) => sql<Buffer>`sha256(convert_to(${text}::text, 'UTF8'))`;

/** Returns the text of a command by the input of its verb, for commands that came without a body. */
const textOfInput = ({ type, target, input }: Command) => JSON.stringify([type, target, input]);

/** Returns the text whose digest is stored: type, target and the body as it was received. */
const textOf = (ctx: Auditor, asked: Command): string =>
  ctx.command ? `${asked.type} ${asked.target}\n${ctx.command.raw}` : textOfInput(asked);

/**
 * Returns SQL that records a running command. The statement returns the command's id, or no row if the
 * command is already recorded or has no id.
 */
export const claimCommand = (ctx: Auditor, asked: Command): RawBuilder<{ id: string }> => sql`
  insert into command (origin, id, type, digest)
  select ${originOf(ctx)}, ${idOf(ctx, asked) ?? null}::uuid, ${asked.type}, ${digestOf(textOf(ctx, asked))}
  where ${idOf(ctx, asked) ?? null}::uuid is not null on conflict do nothing returning id`;

/**
 * Returns SQL that records a command with its result, for a statement that also runs the command. Returns
 * null for a command without an id.
 */
export const claimWithResult = (
  ctx: Auditor,
  asked: Command,
  result: unknown,
): RawBuilder<{ id: string }> | null =>
  !isRecorded(ctx, asked)
    ? null
    : sql`
  insert into command (origin, id, type, digest, result)
  values (${originOf(ctx)}, ${idOf(ctx, asked)}, ${asked.type}, ${digestOf(textOf(ctx, asked))}, ${JSON.stringify(result)}::json)
  on conflict do nothing returning id`;

/** Returns SQL that stores the result of a recorded command. */
export const storeResult = (ctx: Auditor, asked: Command, result: unknown): RawBuilder<unknown> => sql`
  update command set result = ${JSON.stringify(result)}::json
  where origin = ${originOf(ctx)} and id = ${idOf(ctx, asked) ?? null}::uuid`;

/**
 * Returns SQL that stores the result of a recorded command if the part `from` of its statement has a row.
 * Null for a command without an id.
 */
export const resultFrom = (
  from: RawBuilder<unknown>,
  ctx: Auditor,
  asked: Command,
  result: unknown,
): RawBuilder<unknown> | null =>
  isRecorded(ctx, asked) ? sql`${storeResult(ctx, asked, result)} and exists (select from ${from})` : null;

/**
 * Returns the stored result of a repeated command. Throws IDEMPOTENCY_KEY_REUSED if the command's id was used
 * with another content. A digest over the verb's input, which earlier releases stored, is accepted too.
 */
export async function storedResult<T>(db: DbOrTx, ctx: Auditor, asked: Command): Promise<T> {
  const { rows } = await sql<{ same: boolean; result: T }>`/* planned */
    select digest in (${digestOf(textOf(ctx, asked))}, ${digestOf(textOfInput(asked))}) as same, result from command
    where origin = ${originOf(ctx)} and id = ${idOf(ctx, asked) ?? null}::uuid`.execute(db);
  const row = rows[0];
  if (!row?.same) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return row.result;
}

const claimAlone = async (tx: Tx, claim: Part): Promise<boolean> =>
  (await sql`/* planned */ ${claim}`.execute(tx)).rows.length > 0;

/**
 * Runs a command at most once. If the same sender repeats it under the same id, returns the stored result.
 * Throws IDEMPOTENCY_KEY_REUSED if the id was used with another content.
 * Effect and result commit together. A concurrent repeat waits for the first run. A command without an id is
 * not recorded and always runs. Results are JSON without personal data. `work` calls `noteStored` if its own
 * statement has stored the result, by `resultFrom`.
 */
export async function runOnce<T>(
  tx: Tx,
  ctx: Auditor,
  asked: Command,
  work: (noteStored: () => void) => Promise<T>,
): Promise<T> {
  let stored = false;
  const noteStored = () => {
    stored = true;
  };
  if (!isRecorded(ctx, asked)) return work(noteStored);
  const claimed = await (asked.claim ?? claimAlone)(tx, claimCommand(ctx, asked));
  if (!claimed) return storedResult(tx, ctx, asked);
  const result = await work(noteStored);
  if (!stored) await sql`/* planned */ ${storeResult(ctx, asked, result)}`.execute(tx);
  ctx.command?.onResult?.(JSON.stringify(result) ?? "null");
  return result;
}
