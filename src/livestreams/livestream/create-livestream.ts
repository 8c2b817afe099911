import type { RequestContext } from "../../platform/context.ts";
import { invalid, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer, requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { recordLivestream } from "./change-livestream.ts";
import { readFair, readTimes, requireBeside, writeCities, writePresenters } from "./parts.ts";
import type { LivestreamInput, LivestreamView } from "./schema.ts";
import { insertLivestream, officeCities } from "./store/livestreams.ts";
import { agreementFor } from "./store/parts.ts";

/** Length of the key that hashes a livestream's viewers, in bytes. */
const SECRET_BYTES = 32;

/**
 * Creates a draft of a livestream. The caller must be an officer of the whole home city, and the city needs
 * an agreement that shares livestreams. Throws NOT_FOUND for officers of other cities, INVALID_INPUT for
 * wrong times, without such an agreement, and for cities, presenters, a fair or venues outside it.
 */
export async function createLivestream(ctx: RequestContext, input: LivestreamInput): Promise<LivestreamView> {
  const account = requireOfficer(ctx.actor);
  const homeCity = orNotFound(input.homeCity ?? officeCities(account)[0]);
  requireOfficerOf(ctx.actor, homeCity);
  const columns = {
    title: input.title,
    intro: input.intro,
    graceS: input.graceS,
    ...readTimes(input),
  };
  const id = ctx.ids.uuid();
  const view = await inTransaction(ctx, async (tx) => {
    const fair = await readFair(tx, input.fairId);
    const agreementId = await agreementFor(tx, homeCity, {
      slug: input.agreement ?? null,
      id: fair?.agreementId ?? null,
    });
    if (!agreementId) throw invalid("agreement", "NOT_IN_FORCE");
    requireBeside(fair, { agreementId, venueIds: input.venueIds });
    await insertLivestream(tx, {
      id,
      homeCity,
      agreementId,
      fairId: input.fairId,
      venueIds: [...input.venueIds],
      status: "draft",
      secret: Buffer.from(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))),
      createdBy: account.accountId,
      ...columns,
    });
    const owner = { id, homeCity, agreementId };
    await writeCities(tx, owner, input.cities);
    await writePresenters(tx, owner, input.presenters);
    return recordLivestream(tx, ctx, { id, action: "create" });
  });
  ctx.ring("changes");
  return view;
}
