import { getMyFair, joinQueue, leaveQueue, setWishes, WishesInput } from "../../../../fairs/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { type Fields, fieldId, fieldText, parse } from "../../../forms.ts";
import { STAND_TURN } from "../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import { formatEstimate } from "../../../text/fairs/interviews.ts";
import { ownEntry, type StandData } from "./stand-turn.ts";

/** Title and next step of the page after an act. `again` is true if the visitor may take a number again. */
type Said = { title: string; next: string; again?: boolean };

/** Names the booth as a visitor finds it: enterprise, hall, code. */
const placeOf = ({ stand }: Pick<StandData, "stand">) =>
  `${stand.name} · ${PUBLIC_FAIR.booth(stand.venueName, stand.boothCode)}`;

async function joined(
  ctx: RequestContext,
  data: Pick<StandData, "fair" | "stand" | "turn">,
  number: number | null,
): Promise<Said> {
  const where = placeOf(data);
  if (number === null) return { title: STAND_TURN.asked, next: STAND_TURN.askedNext(where) };
  const entry = ownEntry({ ...data, mine: await getMyFair(ctx, data.fair.id) });
  const estimate = formatEstimate(entry?.estimate ?? null);
  const ahead = STAND_TURN.ahead(data.turn.waiting ?? 0);
  return {
    title: STAND_TURN.taken(number),
    next: STAND_TURN.takenNext(where, estimate ? `${ahead}${estimate}。` : ahead),
  };
}

/** Runs what a visitor does at a booth: `join` or `leave` its queue, or `wish` for an interview. */
export async function actAtStand(
  ctx: RequestContext,
  data: Pick<StandData, "fair" | "stand" | "turn">,
  fields: Fields,
): Promise<Said> {
  const { fair, stand } = data;
  const at = { fairId: fair.id, registrationId: stand.registrationId };
  switch (fieldText(fields, "act")) {
    case "leave":
      await leaveQueue(ctx, at);
      return { title: STAND_TURN.left(placeOf(data)), next: STAND_TURN.leftNext, again: true };
    case "wish": {
      const postingId = fieldId(fields, "postingId");
      const { wishes } = await getMyFair(ctx, fair.id);
      const others = wishes.map((wish) => wish.postingId).filter((id) => id !== postingId);
      await setWishes(ctx, {
        fairId: fair.id,
        ...parse(WishesInput, { postingIds: [...others, postingId] }),
      });
      const title = stand.postings.find(({ id }) => id === postingId)?.title ?? "";
      return { title: STAND_TURN.wishSaved(stand.name, title), next: STAND_TURN.wishSavedNext };
    }
    default: {
      const { number } = await joinQueue(ctx, at);
      return joined(ctx, data, number);
    }
  }
}
