import { isRobot } from "../../../channels/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { countedOnce } from "../cache.ts";
import { BEAT_S, reasonAgainst, renewalOf } from "../rules.ts";
import type { BeatAnswer, BeatInput } from "../schema.ts";
import { isReadable } from "../store/counting.ts";
import { counterOf } from "./counter.ts";
import { readPage, signPage } from "./token.ts";

const MINUTE_MS = 60_000;

/**
 * Returns true if the caller may read the livestream. Visitors of one site get one answer for ten seconds, so
 * that forged beats cost no statement each.
 */
function maySee(ctx: RequestContext, livestreamId: string): Promise<boolean> {
  const { actor, scope } = ctx;
  if (actor.kind !== "anonymous") return isReadable(ctx, livestreamId);
  const key = `readable ${livestreamId} ${scope.city} ${scope.agreement}`;
  return countedOnce(ctx, key, () => isReadable(ctx, livestreamId));
}

type Beat = { livestreamId: string; userAgent: string | undefined; beat: BeatInput };

/**
 * Counts a beat of a page, or says why not. The beat is answered before it is written: it waits at most a
 * second in this process. Throws NOT_FOUND unless the livestream is announced, and the token is genuine or
 * the caller may read the livestream.
 */
export async function recordBeat(
  ctx: RequestContext,
  { livestreamId, userAgent, beat }: Beat,
): Promise<BeatAnswer> {
  const counter = counterOf(ctx);
  const [counting, page] = await Promise.all([
    counter.counting(livestreamId),
    beat.token ? readPage(ctx, livestreamId, beat.token) : null,
  ]);
  if (!counting?.announced) throw notFound();
  if (!page && !(await maySee(ctx, livestreamId))) throw notFound();
  const nowMs = counter.nowMs();
  const { origin, overAt } = counting;
  const reason = reasonAgainst({
    robot: isRobot(userAgent),
    token: page ? { ageS: nowMs / 1000 - page.issuedS } : beat.token ? "forged" : "absent",
    open: counting.open && origin !== null && (overAt === null || nowMs < overAt.getTime()),
    mode: beat.mode,
    progressS: beat.mode === "picture" ? beat.progress : 0,
  });
  if (reason) counter.skip(livestreamId, reason);
  else if (page && origin) {
    const { viewer, via } = page;
    const minute = Math.max(0, Math.floor((nowMs - origin.getTime()) / MINUTE_MS));
    counter.add({ livestreamId, viewer, via, mode: beat.mode, minute, atMs: nowMs });
  }
  if (ctx.edge) await counter.flush();
  const renewal = renewalOf(reason);
  const fresh =
    page && renewal === "renew"
      ? await signPage(ctx, livestreamId, { ...page, issuedS: Math.floor(nowMs / 1000) })
      : null;
  const token = renewal === "keep" ? (beat.token ?? null) : fresh;
  return { counted: reason === null, reason, token, nextS: BEAT_S };
}
