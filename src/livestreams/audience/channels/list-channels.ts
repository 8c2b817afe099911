import { channelsOf } from "../../../channels/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { isOfficerOf } from "../../../platform/core/guard.ts";
import { callsByChannel } from "../../../postings/index.ts";
import { controlledLivestream } from "../../livestream/index.ts";
import type { ChannelView } from "./schema.ts";
import { selectResults } from "./store.ts";

const NO_RESULTS = { applications: 0, starts: 0 };

/**
 * Lists the channels of a livestream with their counters. Officers of the home city see all, those of other
 * organising cities their own. Throws NOT_FOUND for everybody else.
 */
export async function listLivestreamChannels(
  ctx: RequestContext,
  livestreamId: string,
): Promise<ChannelView[]> {
  const { cities, control } = await controlledLivestream(ctx, livestreamId);
  const { city } = orNotFound(cities.find((one) => isOfficerOf(ctx.actor, one.city)));
  const event = { kind: "livestream", id: livestreamId } as const;
  const channels = await channelsOf(ctx.db, event, control?.edits ? null : city);
  const codes = channels.map(({ code }) => code);
  const [results, calls] = await Promise.all([selectResults(ctx.db, codes), callsByChannel(ctx.db, codes)]);
  return channels.map(({ id, ...channel }) => ({
    id,
    livestreamId,
    ...channel,
    ...(results.get(channel.code) ?? NO_RESULTS),
    calls: calls.get(channel.code) ?? 0,
  }));
}
