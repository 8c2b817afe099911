import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { encodeCursor, type Page, type PageRequest, placeAfter } from "../../../platform/core/cursor.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, isDuplicate, recordAudit, runOnce } from "../../../platform/core/store.ts";
import { controlledLivestream, lockLivestream, requireControl } from "../../livestream/index.ts";
import type { PlatformFigure, PlatformFigureInput } from "../schema.ts";
import {
  insertPlatformFigure,
  type PlatformRow,
  selectPlatformFigure,
  selectPlatformFigures,
} from "../store/platform.ts";

export const toFigure = ({ enteredKey: _key, ...row }: PlatformRow): PlatformFigure => ({
  ...row,
  asOf: row.asOf.toISOString(),
  enteredAt: row.enteredAt.toISOString(),
});

const invalid = (path: string, code: string) => new AppError("INVALID_INPUT", { fields: [{ path, code }] });

/**
 * Enters a figure that another platform shows, with its source and time. With `replaces` it corrects another
 * one, which stays as it was. Throws NOT_FOUND unless the caller is an officer of an organising city,
 * INVALID_INPUT for a time to come and for an unknown figure to correct, CONFLICT for one that is corrected
 * already.
 */
export async function addPlatformFigure(
  ctx: RequestContext,
  { livestreamId, commandId, ...input }: PlatformFigureInput & { livestreamId: string },
): Promise<PlatformFigure> {
  try {
    return await inTransaction(ctx, async (tx) => {
      const livestream = orNotFound(await lockLivestream(tx, livestreamId));
      requireControl(ctx.actor, livestream);
      const command = { type: "livestream.platformFigure", target: livestreamId, id: commandId, input };
      return runOnce(tx, ctx, command, async () => {
        if (new Date(input.asOf) > livestream.now) throw invalid("asOf", "FUTURE");
        const before =
          input.replaces && (await selectPlatformFigure(tx, { livestreamId, id: input.replaces }));
        if (input.replaces && !before) throw invalid("replaces", "UNKNOWN");
        if (before && before.replacedBy !== null) throw new AppError("CONFLICT");
        const id = ctx.ids.uuid();
        const asOf = new Date(input.asOf);
        const enteredBy = accountIdOf(ctx.actor);
        await insertPlatformFigure(tx, { ...input, asOf, id, livestreamId, enteredBy });
        await recordAudit(tx, ctx, {
          action: "livestream.platformFigure",
          subjectKind: "livestream",
          subjectId: livestreamId,
          city: livestream.homeCity,
          detail: { figure: id, ...input },
        });
        return toFigure(orNotFound(await selectPlatformFigure(tx, { livestreamId, id })));
      });
    });
  } catch (error) {
    throw isDuplicate(error) ? new AppError("CONFLICT") : error;
  }
}

/**
 * Lists the figures of other platforms by page, newest first, also those that were corrected. Throws
 * NOT_FOUND unless the caller is an officer of an organising city.
 */
export async function listPlatformFigures(
  ctx: RequestContext,
  { livestreamId, cursor, limit }: PageRequest & { livestreamId: string },
): Promise<Page<PlatformFigure>> {
  await controlledLivestream(ctx, livestreamId);
  const question = `livestream platform figures ${livestreamId}`;
  const place = placeAfter(question, cursor);
  const after = place && { enteredKey: place.at, id: place.id };
  const asked = { after, limit: limit + 1, holding: false };
  const found = await selectPlatformFigures(ctx.db, livestreamId, asked);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(toFigure),
    nextCursor: last ? encodeCursor(question, [last.enteredKey, last.id]) : null,
  };
}
