import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, requireAccount } from "../../platform/core/guard.ts";
import { type Booth, boothsOf, lockBooth, selectBooth } from "./store/desk.ts";

/** What was written down without a network may come so long after the fair is over. */
const LATE_MS = 24 * 3_600_000;

/** One's own booth, for looking; NOT_FOUND for anybody else's, and for a registration that has none. */
export async function ownBooth(ctx: RequestContext, registrationId: string): Promise<Booth> {
  requireAccount(ctx.actor);
  const booth = orNotFound(await selectBooth(ctx.db, registrationId));
  if (!isMemberOf(ctx.actor, booth.enterpriseId) || booth.status !== "approved") throw notFound();
  return booth;
}

/** The booth that one of the caller's enterprises has at a fair; of several the one named. */
export async function ownBoothAt(
  ctx: RequestContext,
  { fairId, enterpriseId }: { fairId: string; enterpriseId?: string | undefined },
): Promise<Booth> {
  const { enterprises } = requireAccount(ctx.actor);
  const own = enterprises.map(({ id }) => id);
  const booths = await boothsOf(ctx.db, fairId, own);
  return orNotFound(enterpriseId ? booths.find((booth) => booth.enterpriseId === enterpriseId) : booths[0]);
}

/**
 * One's own booth, held for a change. FAIR_STATE where the fair is not open to people or over (`late`: for a day longer),
 * ENTERPRISE_STATE for an enterprise that is not verified any more.
 */
export async function openBooth(
  tx: Tx,
  ctx: RequestContext,
  { registrationId, late = false }: { registrationId: string; late?: boolean },
): Promise<Booth> {
  requireAccount(ctx.actor);
  const booth = orNotFound(await lockBooth(tx, registrationId));
  if (!isMemberOf(ctx.actor, booth.enterpriseId) || booth.status !== "approved") throw notFound();
  const until = booth.closesAt.getTime() + (late ? LATE_MS : 0);
  // A report that was handed in meanwhile shuts nobody out who had no network.
  const held = booth.fairStatus === "published" || (late && booth.fairStatus === "reported");
  if (!held || booth.now.getTime() >= until)
    throw new AppError("FAIR_STATE", { facts: { status: booth.fairStatus } });
  if (booth.enterpriseStatus !== "verified")
    throw new AppError("ENTERPRISE_STATE", { facts: { status: booth.enterpriseStatus } });
  return booth;
}
