import { getProfile } from "../../candidates/index.ts";
import { accountView, homeCityOfPerson } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { cardUnder } from "../rules.ts";
import type { OwnTalentCard, TalentCard, TalentChoice, TalentReceiver } from "../schema.ts";
import { type OwnCardRow, selectOwnCards, selectReceivers } from "../store.ts";
import { identifies } from "../wording.ts";

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

/** Returns the cities to which the caller may show a card: the own one, and those that an agreement names. */
export async function listTalentReceivers(ctx: RequestContext): Promise<TalentReceiver[]> {
  const { accountId } = requireAccount(ctx.actor);
  const homeCity = await homeCityOfPerson(ctx.db, accountId);
  return homeCity ? selectReceivers(ctx.db, homeCity) : [];
}

/**
 * Returns the card as others will see it under a choice, before the caller agrees to it. Throws
 * PROFILE_REQUIRED without a card for applications, INVALID_INPUT on `cities` for a city that may not receive
 * it, and on `certificates` for one that could tell who the person is.
 */
export async function previewTalentCard(ctx: RequestContext, choice: TalentChoice): Promise<TalentCard> {
  requireAccount(ctx.actor);
  const profile = await getProfile(ctx);
  if (!profile || profile.skills.length === 0) throw new AppError("PROFILE_REQUIRED");
  const receivers = new Set((await listTalentReceivers(ctx)).map(({ city }) => city));
  if (!choice.cities.every((city) => receivers.has(city))) throw invalid("cities", "INVALID_VALUE");
  const card = cardUnder(profile, choice);
  const { name } = await accountView(ctx);
  const names = [profile.callName, ...(name ? [name] : [])];
  if (card.certificates?.some((certificate) => identifies(certificate, names)))
    throw invalid("certificates", "TALENT_IDENTIFIES");
  return card;
}
