import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { requirePerson } from "../../platform/core/guard.ts";
import { claimCommand, inTransaction, type Part, resultFrom, runOnce } from "../../platform/core/store.ts";
import { type Applied, applyFor } from "../apply.ts";
import type { ApplyCommand } from "./schema.ts";
import { type Arrived, claimArrived } from "./store.ts";

/**
 * Writes the application of a person of another node, which that person's city sends, once per command. The
 * card must have come before, for this person and posting. Throws NOT_FOUND without one, CONSENT_ENDED if it
 * was taken back, POSTING_STATE for a posting that is not open, POSTING_UNCLAIMED, CONFLICT for an id that
 * another application has. A channel that is not of an event of this node is ignored.
 */
export async function receiveApplication(
  ctx: RequestContext,
  { postingId, ...input }: ApplyCommand & { postingId: string },
): Promise<{ id: string; reference: string }> {
  const personId = requirePerson(ctx.actor);
  const { applicationId: id, cardId: consentId, channel, reference } = input;
  const asked = { id, personId, postingId, reference, cardId: consentId, via: input.via ?? null };
  const command = { type: "application.send", target: postingId, id: undefined, input };
  const done = await inTransaction(ctx, (tx) => {
    const found: { arrived?: Arrived } = {};
    const claim = async (tx: Tx, part: Part) => {
      const { claimed, ...arrived } = await claimArrived(tx, part, asked);
      found.arrived = arrived;
      return claimed;
    };
    return runOnce(tx, ctx, { ...command, claim }, async (noteStored) => {
      if (!found.arrived) await claim(tx, claimCommand(ctx, command));
      const arrived = orNotFound(found.arrived);
      const { card, via } = arrived;
      if (!card || card.personId !== personId || card.postingId !== postingId) throw notFound();
      if (!card.stands) throw new AppError("CONSENT_ENDED");
      if (arrived.id) throw new AppError("CONFLICT");
      const given = { id, reference: arrived.reference ? ctx.ids.reference() : reference, consentId };
      const sending = {
        accountId: personId,
        postingId,
        input: { channel, ...(via !== null && { via }) },
        card: async () => null,
        given,
        besides: {
          part: (from: Part, { id, reference }: Applied) => resultFrom(from, ctx, command, { id, reference }),
          done: noteStored,
        },
      };
      const applied = await applyFor(tx, ctx, sending);
      if (!applied) throw new AppError("POSTING_STATE");
      return { id: applied.id, reference: applied.reference };
    });
  });
  ctx.ring("changes");
  return done;
}
