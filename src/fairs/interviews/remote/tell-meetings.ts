import type { ToldMeetingKind } from "../../../../db/schema/index.ts";
import { peopleAway } from "../../../identity/index.ts";
import { emitSealed, isSealable, type TellAgain } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { markMeetingsDue, markMeetingTold, selectDueTellings } from "../store/due-tellings.ts";

/** Marks records of a kind as due to be told again, under the next version. tellMeetings tells them. */
export const tellMeetingsAgain =
  (kind: ToldMeetingKind): TellAgain =>
  (tx, _, { records }) =>
    markMeetingsDue(tx, { kind, records });

/**
 * Tells other nodes of turns of their people at own fairs, and of turns and slots at booths of their
 * enterprises. What is due follows from the rows, so that every way in which a turn changes is told. Returns
 * the number told. A city whose key is not known is told later.
 */
export async function tellMeetings(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  const told = await inTransaction(ctx, async (tx) => {
    const due = await selectDueTellings(tx);
    const people = await peopleAway(
      tx,
      due.flatMap(({ personId }) => personId ?? []),
    );
    const sealable = new Map<string, boolean>();
    let count = 0;
    for (const one of due) {
      const { kind, id, city, receiver, personId, value } = one;
      if (!sealable.has(receiver)) sealable.set(receiver, await isSealable(tx, receiver));
      if (!sealable.get(receiver)) continue;
      const whose = personId === null ? {} : { subject: people.get(personId)?.subject };
      const rev = await markMeetingTold(tx, one);
      if (rev === null) continue;
      await emitSealed(tx, { city, receiver, kind, id, rev, value: { ...value, ...whose } });
      count += 1;
    }
    return count;
  });
  if (told > 0) ctx.ring("changes");
  return told;
}
