import { isRobot } from "../../../channels/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { counterOf } from "./counter.ts";
import { signPage } from "./token.ts";

export type PageRequest = {
  livestreamId: string;
  /** The visitor's random id, by the cookie or by the page's own token. It is not stored. */
  visitor: string;
  /** Code of the channel by which the visitor came. */
  via: string | null;
  method: string;
  userAgent: string | undefined;
};

/**
 * Returns the token that a page of a livestream needs for its beats. Returns null, and counts the request as
 * not counted, for HEAD, for robots, and for an address with too many viewers. The caller must have checked
 * that the visitor may read the livestream.
 */
export async function issueBeatPage(
  ctx: RequestContext,
  { livestreamId, visitor, via, method, userAgent }: PageRequest,
): Promise<string | null> {
  const counter = counterOf(ctx);
  const counting = await counter.counting(livestreamId);
  if (!counting?.announced) return null;
  const viewer = await counting.viewerOf(visitor);
  const refuse = async (reason: "head" | "robot" | "address") => {
    counter.skip(livestreamId, reason);
    if (ctx.edge) await counter.flush();
    return null;
  };
  if (method === "HEAD") return refuse("head");
  if (isRobot(userAgent)) return refuse("robot");
  if (!counter.addresses.take({ livestreamId, address: ctx.client ?? "unknown", viewer }))
    return refuse("address");
  return signPage(ctx, livestreamId, { viewer, via, issuedS: Math.floor(counter.nowMs() / 1000) });
}
