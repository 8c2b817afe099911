import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { peerCityOf } from "../../platform/core/actor.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, requireAccount, requireParty } from "../../platform/core/guard.ts";
import { type Booth, boothsOf, lockBooth, selectBooth } from "./store/desk.ts";

/** Time after the close in which a booth may upload scans made without network, in milliseconds. */
const LATE_MS = 24 * 3_600_000;
/** The same for the node of another city, which may be down for days. */
const LATE_NODE_MS = 7 * LATE_MS;

/**
 * Returns a booth for reading. Throws NOT_FOUND unless the caller is a member of its enterprise and the
 * registration is approved, ENTERPRISE_STATE while the enterprise is suspended.
 */
export async function ownBooth(ctx: RequestContext, registrationId: string): Promise<Booth> {
  requireAccount(ctx.actor);
  const booth = orNotFound(await selectBooth(ctx.db, registrationId));
  if (!isMemberOf(ctx.actor, booth.enterpriseId) || booth.status !== "approved") throw notFound();
  if (booth.enterpriseStatus === "suspended")
    throw new AppError("ENTERPRISE_STATE", { facts: { status: booth.enterpriseStatus } });
  return booth;
}

/**
 * Returns a booth of the caller's enterprises at a fair: that of `enterpriseId` if given, else the first.
 * Throws NOT_FOUND if there is none.
 */
export async function ownBoothAtFair(
  ctx: RequestContext,
  { fairId, enterpriseId }: { fairId: string; enterpriseId?: string | undefined },
): Promise<Booth> {
  const { enterprises } = requireAccount(ctx.actor);
  const own = enterprises.map(({ id }) => id);
  const booths = await boothsOf(ctx.db, fairId, own);
  return orNotFound(enterpriseId ? booths.find((booth) => booth.enterpriseId === enterpriseId) : booths[0]);
}

/**
 * Locks a booth for a change. `late` also accepts changes until one day after the close, and at a reported
 * fair.
 * Throws NOT_FOUND unless the caller is a member of its enterprise and the registration is approved. Throws
 * FAIR_STATE unless the fair is published and not over, ENTERPRISE_STATE unless the enterprise is verified.
 */
export async function openBooth(
  tx: Tx,
  ctx: RequestContext,
  { registrationId, late = false }: { registrationId: string; late?: boolean },
): Promise<Booth> {
  requireParty(ctx.actor);
  const booth = orNotFound(await lockBooth(tx, registrationId));
  if (!isMemberOf(ctx.actor, booth.enterpriseId) || booth.status !== "approved") throw notFound();
  const lateMs = peerCityOf(ctx.actor) === null ? LATE_MS : LATE_NODE_MS;
  const until = booth.closesAt.getTime() + (late ? lateMs : 0);
  // A booth without network may upload its scans after the fair's report was submitted.
  const held = booth.fairStatus === "published" || (late && booth.fairStatus === "reported");
  if (!held || booth.now.getTime() >= until)
    throw new AppError("FAIR_STATE", { facts: { status: booth.fairStatus } });
  if (booth.enterpriseStatus !== "verified")
    throw new AppError("ENTERPRISE_STATE", { facts: { status: booth.enterpriseStatus } });
  return booth;
}
