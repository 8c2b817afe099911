import type { Tx } from "../../../db/client.ts";
import { insertConsent } from "../../candidates/index.ts";
import { homeCityOfPerson, lockAccount } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { tellCard } from "../remote/tell-card.ts";
import { consentFields, termsOf } from "../rules.ts";
import type { OwnTalentCard, TalentCard, TalentChoice } from "../schema.ts";
import { insertTalentCard } from "../store.ts";
import { listOwnTalentCards, previewTalentCard } from "./read-cards.ts";
import { endTalentCard } from "./take-back.ts";

type Given = { accountId: string; homeCity: string; city: string; card: TalentCard; days: number };

/**
 * Ends the consent before, if any, and writes a new one with a card under a new id. A city of another node
 * gets the card as a sealed record.
 */
async function giveTo(tx: Tx, ctx: RequestContext, given: Given): Promise<void> {
  const { accountId, homeCity, city, card, days } = given;
  await endTalentCard(tx, accountId, { city });
  const consentId = ctx.ids.uuid();
  const fields = consentFields(card);
  await insertConsent(tx, { id: consentId, accountId, purpose: "matching", receiverId: city, fields, days });
  const id = await insertTalentCard(tx, {
    consentId,
    accountId,
    homeCity,
    city,
    card,
    terms: termsOf(card),
  });
  await tellCard(tx, { accountId, city, first: true });
  await recordAudit(tx, ctx, {
    action: "talent.switchOn",
    subjectKind: "talentCard",
    subjectId: id,
    detail: { city, fields, days },
  });
}

/**
 * Shows the caller's card to the people of the chosen cities, each under a consent of its own with purpose,
 * fields and end. A city that has a card already gets the new one in its place. The card is that of
 * `previewTalentCard`, and does not change with the profile. Returns all cards of the caller. Throws as
 * `previewTalentCard` does.
 */
export async function switchOnTalentCard(
  ctx: RequestContext,
  choice: TalentChoice,
): Promise<OwnTalentCard[]> {
  const { accountId } = requireAccount(ctx.actor);
  const cards = await inTransaction(ctx, async (tx) => {
    await lockAccount(tx, accountId);
    const inside = { ...ctx, db: tx };
    const previews = await previewTalentCard(inside, choice);
    const homeCity = await homeCityOfPerson(tx, accountId);
    if (!homeCity) throw new AppError("PROFILE_REQUIRED");
    for (const { city, card } of previews.toSorted((a, b) => a.city.localeCompare(b.city)))
      await giveTo(tx, ctx, { accountId, homeCity, city, card, days: choice.days });
    return listOwnTalentCards(inside);
  });
  ctx.ring("changes");
  return cards;
}
