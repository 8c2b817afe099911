import { getProfile } from "../../candidates/index.ts";
import { accountView, homeCityOfPerson } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { cardUnder } from "../rules.ts";
import type { OwnTalentCard, TalentChoice, TalentPreview, TalentReceiver } from "../schema.ts";
import { type OwnCardRow, type ReceiverRow, selectOwnCards, selectReceivers } from "../store.ts";
import { identifies } from "./wording.ts";

const ownView = ({ id, city, givenAt, endsAt, shared, ...card }: OwnCardRow): OwnTalentCard => ({
  id,
  city,
  card,
  givenAt: givenAt.toISOString(),
  endsAt: endsAt.toISOString(),
  paused: !shared,
});

/** Returns the cards that the caller shows now: to which city, what and until when. */
export async function listOwnTalentCards(ctx: RequestContext): Promise<OwnTalentCard[]> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectOwnCards(ctx.db, accountId)).map(ownView);
}

async function receiversFor(ctx: RequestContext): Promise<ReceiverRow[]> {
  const { accountId } = requireAccount(ctx.actor);
  const homeCity = await homeCityOfPerson(ctx.db, accountId);
  return homeCity ? selectReceivers(ctx.db, homeCity) : [];
}

/** Returns the cities to which the caller may show a card: the own one, and those that an agreement names. */
export const listTalentReceivers = async (ctx: RequestContext): Promise<TalentReceiver[]> =>
  (await receiversFor(ctx)).map(({ city, federation }) => ({ city, federation }));

/**
 * Returns the card as the people of each chosen city will see it, before the caller agrees to it. Throws
 * PROFILE_REQUIRED without a card for applications, INVALID_INPUT on `cities` for a city that may not receive
 * it, and on `certificates` for one that could tell who the person is.
 */
export async function previewTalentCard(ctx: RequestContext, choice: TalentChoice): Promise<TalentPreview[]> {
  requireAccount(ctx.actor);
  const profile = await getProfile(ctx);
  if (!profile || profile.skills.length === 0) throw new AppError("PROFILE_REQUIRED");
  const receivers = await receiversFor(ctx);
  const chosen = receivers.filter(({ city }) => choice.cities.includes(city));
  if (chosen.length < new Set(choice.cities).size) throw invalid("cities", "INVALID_VALUE");
  const { name } = await accountView(ctx);
  const names = [profile.callName, ...(name ? [name] : [])];
  return chosen.map(({ fields, ...receiver }) => {
    const card = cardUnder(profile, choice, fields);
    if (card.certificates?.some((certificate) => identifies(certificate, names)))
      throw invalid("certificates", "TALENT_IDENTIFIES");
    return { ...receiver, card };
  });
}
