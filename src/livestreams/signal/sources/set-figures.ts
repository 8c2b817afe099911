import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { requireOfficerOf } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { FiguresInput } from "../schema.ts";
import { selectOwner, writeFigures } from "../store/sources.ts";
import type { ShownPlatform } from "./platforms.ts";

/**
 * Writes the figures of another platform as an officer read them there, also after the end. They stand beside
 * the own figures and are never added to them. Throws NOT_FOUND without a page on this platform, and unless
 * the caller is an officer of the home city.
 */
export async function setFigures(
  ctx: RequestContext,
  { livestreamId, platform, ...given }: { livestreamId: string; platform: ShownPlatform } & FiguresInput,
): Promise<void> {
  const figures = FiguresInput.parse(given);
  await inTransaction(ctx, async (tx) => {
    const { homeCity } = orNotFound(await selectOwner(tx, livestreamId));
    requireOfficerOf(ctx.actor, homeCity);
    const written = await writeFigures(tx, {
      livestreamId,
      platform,
      by: accountIdOf(ctx.actor),
      ...figures,
    });
    if (!written) throw notFound();
    await recordAudit(tx, ctx, {
      action: "livestream.figures",
      subjectKind: "livestream",
      subjectId: livestreamId,
      city: homeCity,
      detail: { platform, ...figures },
    });
  });
}
