import { channelsOf } from "../../channels/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { callsByChannel } from "../../postings/index.ts";
import { ownCity } from "../fair/index.ts";
import type { ChannelView } from "./schema.ts";
import { selectResults } from "./store.ts";

const NO_RESULTS = { tickets: 0, applications: 0, starts: 0 };

/**
 * Lists the channels of a fair with their counters. The host sees all channels, other cities only their own.
 * Throws NOT_FOUND if the caller's city belongs neither to the fair nor to its agreement.
 */
export async function listChannels(ctx: RequestContext, fairId: string): Promise<ChannelView[]> {
  const { fair, city } = await ownCity(ctx, fairId);
  const channels = await channelsOf(ctx.db, { kind: "fair", id: fairId }, fair.management ? null : city.city);
  const codes = channels.map(({ code }) => code);
  const [results, calls] = await Promise.all([
    selectResults(ctx.db, fairId, codes),
    callsByChannel(ctx.db, codes),
  ]);
  return channels.map(({ id, ...channel }) => {
    const { tickets, applications, starts } = results.get(channel.code) ?? NO_RESULTS;
    return { id, fairId, ...channel, tickets, calls: calls.get(channel.code) ?? 0, applications, starts };
  });
}
