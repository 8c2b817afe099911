import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import type { PeerActor } from "../../platform/core/actor.ts";
import { databaseNow, type Part } from "../../platform/core/store.ts";
import { commandFrom, insertCommand, type NewCommand } from "./store.ts";

const DAY_MS = 86_400_000;
/** Time in which a command must be answered. Afterwards its sender gives up. */
const EXPIRES_MS = 7 * DAY_MS;

/**
 * For whom a city acts. `subject` is the id of an enterprise for a member, and the subject by which the
 * receiver knows the person for a seeker.
 */
export type Sender = { city: string; role: PeerActor["role"]; subject: string | null };

/** A record that the receiver must hold before it runs the command. */
export type Need = { stream: string; kind: string; id: string; rev: number };

export type CommandToSend = {
  type: string;
  /** The record to change, and the city that alone may change it. */
  target: { city: string; kind: string; id: string; ifRev?: number };
  /** For whom the own city acts. */
  actor: Sender;
  /** Records that the other city must hold first. Their numbers in the log are not known yet. */
  needs: readonly Need[];
  /** What the verb needs. Never data of a person: that travels in a log for one reader. */
  payload: unknown;
  /** The own record whose page says where the command stands. */
  subject: { kind: string; id: string };
  /** Time in which it must be answered, in milliseconds; without it a week. */
  withinMs?: number;
};

/**
 * Writes a command to another city in the transaction of the local act. Both commit together, so neither is
 * ever without the other. The body is the text that every try sends. Returns the command's id.
 */
export async function writeCommand(tx: Tx, ctx: RequestContext, command: CommandToSend): Promise<string> {
  const row = composeCommand(ctx, command, await databaseNow(tx));
  await insertCommand(tx, row);
  return row.id;
}

/** Returns SQL that writes a command for each row of the part `from`. `issuedAt`: the database's time. */
export const commandPart = (
  from: Part,
  ctx: Pick<RequestContext, "ids">,
  { issuedAt, ...command }: CommandToSend & { issuedAt: Date },
): Part => commandFrom(from, composeCommand(ctx, command, issuedAt));

function composeCommand(
  ctx: Pick<RequestContext, "ids">,
  command: CommandToSend,
  issuedAt: Date,
): NewCommand {
  const { type, target, actor, needs, payload, subject, withinMs = EXPIRES_MS } = command;
  const id = ctx.ids.uuid();
  const expiresAt = new Date(issuedAt.getTime() + withinMs);
  const body = JSON.stringify({ commandId: id, type, target, actor, needs, issuedAt, expiresAt, payload });
  const { kind: subjectKind, id: subjectId } = subject;
  const { city } = actor;
  return { id, city, target: target.city, type, body, subjectKind, subjectId, issuedAt, expiresAt };
}
