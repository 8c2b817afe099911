import type { RequestContext } from "../../../platform/context.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import { hostedFair } from "../own-city.ts";
import {
  type EnterpriseClash,
  type HallClash,
  type Hours,
  type OtherFair,
  selectEnterpriseClashes,
  selectHallClashes,
} from "../store/clashes.ts";
import type { FairClashes } from "./schema.ts";

const other = ({ fairId: id, title, opensAt, closesAt }: OtherFair) => ({
  id,
  title,
  opensAt: opensAt.toISOString(),
  closesAt: closesAt.toISOString(),
});
const hallView = (one: HallClash) => ({
  venue: one.venueName,
  otherVenue: one.otherVenueName,
  fair: other(one),
});
const enterpriseView = (one: EnterpriseClash) => ({
  enterprise: { id: one.enterpriseId, name: one.enterpriseName },
  fair: other(one),
});

/**
 * Returns what speaks against the hours of a fair, without forbidding them: another fair in one of its halls,
 * or of one of its enterprises, at the same time. `hours` replace those of the fair. Throws NOT_FOUND unless
 * the caller is an officer of the host city.
 */
export async function readClashes(
  ctx: RequestContext,
  { fairId, hours = null }: { fairId: string; hours?: Hours | null },
): Promise<FairClashes> {
  await hostedFair(ctx, fairId);
  const [halls, enterprises] = await Promise.all([
    selectHallClashes(ctx.db, ctx, { fairId, hours }),
    selectEnterpriseClashes(ctx.db, ctx, { fairId, hours, enterprises: null }),
  ]);
  return { halls: halls.map(hallView), enterprises: enterprises.map(enterpriseView) };
}

/** Returns the other fairs at the same time in which the caller's enterprises at a fair take part. */
export async function listOwnClashes(
  ctx: RequestContext,
  fairId: string,
): Promise<FairClashes["enterprises"]> {
  const enterprises = requireAccount(ctx.actor).enterprises.map(({ id }) => id);
  const rows = await selectEnterpriseClashes(ctx.db, ctx, { fairId, hours: null, enterprises });
  return rows.map(enterpriseView);
}
