import type { RequestContext } from "../../../platform/context.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import { getLivestream, type LivestreamView } from "../../livestream/index.ts";
import type { Handovers } from "../schema.ts";
import { selectHandovers } from "../store/handovers.ts";
import { toHandovers } from "./present.ts";

/**
 * Returns the hand-overs of these livestreams by id, as the reader of each may know them. The caller must
 * have checked that the reader may read them.
 */
export async function handoversOf(
  ctx: Pick<RequestContext, "db">,
  livestreams: readonly Pick<LivestreamView, "id" | "control">[],
): Promise<Map<string, Handovers>> {
  const ids = livestreams.map(({ id }) => id);
  const [at, rows] = await Promise.all([databaseNow(ctx.db), selectHandovers(ctx.db, ids)]);
  const find = (id: string, gives: boolean) =>
    rows.find((row) => row.of === id && row.gives === gives) ?? null;
  return new Map(
    livestreams.map(({ id, control }) => [
      id,
      toHandovers({ gives: find(id, true), takes: find(id, false) }, { control: control !== null, at }),
    ]),
  );
}

/** Returns the hand-overs of a livestream. Throws NOT_FOUND unless the caller may read the livestream. */
export async function getHandovers(ctx: RequestContext, { id }: { id: string }): Promise<Handovers> {
  const livestream = await getLivestream(ctx, { id });
  const found = (await handoversOf(ctx, [livestream])).get(id);
  if (!found) throw new Error("a livestream without hand-overs");
  return found;
}
