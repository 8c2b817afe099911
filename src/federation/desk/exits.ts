import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { Certificate, type NamedExit, selectExitsOf } from "../agreements/index.ts";
import { ownCityOf } from "./own-city.ts";
import type { ExitView } from "./schema.ts";

/** Returns what the other side deleted, as a certificate that both signed says. */
function deletedThere({ note, completedAt, other }: NamedExit): ExitView["deletedThere"] {
  if (note === null || completedAt === null) return null;
  const { purged } = Certificate.parse(JSON.parse(note.slice(0, note.indexOf("\n"))));
  return purged.find(({ by }) => by === other)?.kinds ?? null;
}

function viewOf(exit: NamedExit): ExitView {
  const { slug, agreement, other, otherName, leftCity, party, purged, purgedAt, completedAt } = exit;
  const state = completedAt ? "signed" : purgedAt ? "waiting" : "deleting";
  return {
    slug,
    agreement,
    city: other,
    name: otherName,
    leftCity,
    party,
    leftAt: exit.leftAt.toISOString(),
    state,
    deletedHere: purged,
    deletedThere: deletedThere(exit),
    completedAt: completedAt?.toISOString() ?? null,
  };
}

/** Returns how the officer's city and others of other nodes parted, the newest first. */
export const exitsOfCity = async (ctx: RequestContext, own: string): Promise<ExitView[]> =>
  (await selectExitsOf(ctx.db, own)).map(viewOf);

/**
 * Returns the exit certificate, a note signed by both cities. Throws NOT_FOUND for an exit of another city
 * than the officer's, and before both signed.
 */
export async function getExitCertificate(
  ctx: RequestContext,
  { slug, leftCity, party }: { slug: string; leftCity: string; party: string },
): Promise<string> {
  requireAccount(ctx.actor);
  const own = await ownCityOf(ctx);
  const exits = own === null ? [] : await selectExitsOf(ctx.db, own);
  const exit = exits.find(
    (one) => one.slug === slug && one.leftCity === leftCity && one.party === party && one.completedAt,
  );
  if (!exit?.note) throw notFound();
  return exit.note;
}
