import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { insertNote } from "../store/notes.ts";

/**
 * Appends the caller's note to a visit. Earlier notes stay. Returns false if the caller wrote the same about
 * this visit before.
 */
export const addNote = (
  tx: Tx,
  ctx: RequestContext,
  note: { visitId: string; note: string; writtenAt: Date },
): Promise<boolean> => insertNote(tx, { id: ctx.ids.uuid(), authorId: accountIdOf(ctx.actor), ...note });
