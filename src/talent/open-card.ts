import { recordLooks } from "../candidates/index.ts";
import { federationOf } from "../cities/index.ts";
import { getEnterprise } from "../enterprises/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { poolReaderOf } from "./reader.ts";
import type { OpenedTalentCard, TalentReader } from "./schema.ts";
import { selectReadable } from "./store.ts";

/**
 * Opens one card of the pool. The person sees at once who looked. A person of another node reads
 * it there, as soon as that node has read our log. Throws NOT_FOUND for a card that the person
 * took back, whose consent ended, or that this reader may not see.
 */
export async function openTalentCard(
  ctx: RequestContext,
  { id, ...asked }: TalentReader & { id: string },
): Promise<OpenedTalentCard> {
  const reader = poolReaderOf(ctx, asked);
  const row = orNotFound(await selectReadable(ctx.db, reader, id));
  const { accountId, givenAt, endsAt, city, id: cardId, ...card } = row;
  const organisation = reader.enterpriseId
    ? (await getEnterprise(ctx, reader.enterpriseId)).name
    : ((await federationOf(ctx, city)) ?? city);
  const role = reader.enterpriseId ? "member" : "officer";
  await recordLooks(ctx, { role, organisation, why: "talent", city }, [{ accountId, applicationId: null }]);
  ctx.ring("changes");
  return { id: cardId, city, card, givenAt: givenAt.toISOString(), endsAt: endsAt.toISOString() };
}
