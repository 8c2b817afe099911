import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import type { Sender } from "../peer-actor.ts";
import { insertCommand } from "./store.ts";

const DAY_MS = 86_400_000;
/** Time in which a command must be answered. Afterwards its sender gives up. */
const EXPIRES_MS = 7 * DAY_MS;

export type CommandToSend = {
  type: string;
  /** The record to change, and the city that alone may change it. */
  target: { city: string; kind: string; id: string; ifRev?: number };
  /** For whom the own city acts. */
  actor: Sender;
  /** Logs that the other city must have read first, to these sizes. */
  needs: readonly { log: string; size: number }[];
  /** What the verb needs. Never data of a person: that travels in a log for one reader. */
  payload: unknown;
  /** The own record whose page says where the command stands. */
  subject: { kind: string; id: string };
};

/**
 * Writes a command to another city in the transaction of the local act. Both commit together, so neither is
 * ever without the other. The body is the text that every try sends. Returns the command's id.
 */
export async function writeCommand(tx: Tx, ctx: RequestContext, command: CommandToSend): Promise<string> {
  const { type, target, actor, needs, payload, subject } = command;
  const id = ctx.ids.uuid();
  const issuedAt = await databaseNow(tx);
  const expiresAt = new Date(issuedAt.getTime() + EXPIRES_MS);
  const body = JSON.stringify({ commandId: id, type, target, actor, needs, issuedAt, expiresAt, payload });
  const { kind: subjectKind, id: subjectId } = subject;
  const { city } = actor;
  await insertCommand(tx, {
    id,
    city,
    target: target.city,
    type,
    body,
    subjectKind,
    subjectId,
    issuedAt,
    expiresAt,
  });
  return id;
}
