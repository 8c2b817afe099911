import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../../db/client.ts";
import { AppError } from "../../errors.ts";
import type { Auditor } from "./audit.ts";

export type Command = { type: string; target: string; id: string | undefined; input: unknown };

const originOf = (ctx: Auditor) => (ctx.actor.kind === "account" ? ctx.actor.accountId : ctx.actor.kind);
/**
 * Returns SQL for the SHA-256 of the command. The database computes it, because WebCrypto would cost a thread
 * switch per request.
 */
const digestOf = ({ type, target, input }: Command) =>
  sql<Buffer>`sha256(convert_to(${JSON.stringify([type, target, input])}::text, 'UTF8'))`;

/**
 * Returns SQL that records a running command. The statement returns the command's id, or no row if the
 * command is already recorded or has no id.
 */
export const claimCommand = (ctx: Auditor, asked: Command): RawBuilder<{ id: string }> => sql`
  insert into command (origin, id, type, digest)
  select ${originOf(ctx)}, ${asked.id ?? null}::uuid, ${asked.type}, ${digestOf(asked)}
  where ${asked.id ?? null}::uuid is not null on conflict do nothing returning id`;

/**
 * Returns SQL that records a command with its result, for a statement that also runs the command. Returns
 * null for a command without an id.
 */
export const claimWithResult = (
  ctx: Auditor,
  asked: Command,
  result: unknown,
): RawBuilder<{ id: string }> | null =>
  asked.id === undefined
    ? null
    : sql`
  insert into command (origin, id, type, digest, result)
  values (${originOf(ctx)}, ${asked.id}, ${asked.type}, ${digestOf(asked)}, ${JSON.stringify(result)}::json)
  on conflict do nothing returning id`;

/** Returns SQL that stores the result of a recorded command. */
export const storeResult = (ctx: Auditor, asked: Command, result: unknown): RawBuilder<unknown> => sql`
  update command set result = ${JSON.stringify(result)}::json
  where origin = ${originOf(ctx)} and id = ${asked.id ?? null}::uuid`;

/**
 * Returns the stored result of a repeated command. Throws IDEMPOTENCY_KEY_REUSED if the command's id was used
 * with another content.
 */
export async function storedResult<T>(db: DbOrTx, ctx: Auditor, asked: Command): Promise<T> {
  const { rows } = await sql<{ same: boolean; result: T }>`/* planned */
    select digest = ${digestOf(asked)} as same, result from command
    where origin = ${originOf(ctx)} and id = ${asked.id ?? null}::uuid`.execute(db);
  const row = rows[0];
  if (!row?.same) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return row.result;
}

/**
 * Runs a command at most once. If the same sender repeats it under the same id, returns the stored result.
 * Throws IDEMPOTENCY_KEY_REUSED if the id was used with another content.
 * Effect and result commit together. A concurrent repeat waits for the first run. A command without an id is
 * not recorded and always runs. Results are JSON without personal data.
 */
export async function runOnce<T>(tx: Tx, ctx: Auditor, asked: Command, work: () => Promise<T>): Promise<T> {
  if (!asked.id) return work();
  const { rows } = await sql`/* planned */ ${claimCommand(ctx, asked)}`.execute(tx);
  if (rows.length === 0) return storedResult(tx, ctx, asked);
  const result = await work();
  await sql`/* planned */ ${storeResult(ctx, asked, result)}`.execute(tx);
  return result;
}
