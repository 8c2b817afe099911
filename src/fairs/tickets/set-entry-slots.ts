import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { lockFair, recordFair, selectFair, writeFair } from "../fair/index.ts";
import { slotFaults } from "./rules.ts";
import type { EntrySlotsInput } from "./schema.ts";
import { type Entrance, replaceSlots, selectEntrances } from "./store/entrances.ts";

type EntrySlotsRequest = EntrySlotsInput & { fairId: string; venueId: string };

/**
 * Replaces a venue's entry slots, which the fair's log tells. Without slots, the venue admits all day. The
 * caller must be an officer of the host. Throws NOT_FOUND for other callers. Throws INVALID_INPUT on `slots`:
 * BEFORE_START, OVERLAP, OUTSIDE_FAIR, TAKEN if existing tickets do not fit the new slots.
 */
export async function setSlots(ctx: RequestContext, input: EntrySlotsRequest): Promise<Entrance[]> {
  const refuse = (code: string) => new AppError("INVALID_INPUT", { fields: [{ path: "slots", code }] });
  await inTransaction(ctx, async (tx) => {
    const fair = orNotFound(await lockFair(tx, input.fairId));
    requireOfficerOf(ctx.actor, fair.hostCity);
    const { venues } = orNotFound(await selectFair(tx, ctx, { id: fair.id }));
    orNotFound(venues.find(({ id }) => id === input.venueId));
    const slots = input.slots.map((slot) => ({
      id: ctx.ids.uuid(),
      startsAt: new Date(slot.startsAt),
      endsAt: new Date(slot.endsAt),
      capacity: slot.capacity,
    }));
    const [fault] = slotFaults(slots, fair);
    if (fault) throw refuse(fault);
    if (!(await replaceSlots(tx, input.venueId, slots))) throw refuse("TAKEN");
    await writeFair(tx, fair.id, {});
    const detail = { venueId: input.venueId, slots: slots.length };
    await recordFair(tx, ctx, { id: fair.id, action: "slots", detail });
  });
  ctx.ring("changes");
  return selectEntrances(ctx.db, input.fairId);
}
