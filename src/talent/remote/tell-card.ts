import type { Tx } from "../../../db/client.ts";
import { subjectAt } from "../../candidates/index.ts";
import { emitSealed, type TellAgain } from "../../peers/index.ts";
import { eraseRecord } from "../../platform/changes/index.ts";
import type { GoneCard } from "../store.ts";
import type { CandidatePayload } from "./schema.ts";
import { type CardToTell, lockToldCards, raiseCards } from "./store.ts";

/** Kind of the sealed record of a card. Its id is that of the consent. */
const KIND = "candidate";

async function payloadOf(tx: Tx, card: CardToTell): Promise<CandidatePayload> {
  const { accountId, city, skills, places, years, certificates, startFrom, veteran, blocked } = card;
  return {
    subject: await subjectAt(tx, accountId, city),
    city,
    grantedAt: card.grantedAt.toISOString(),
    endsAt: card.endsAt.toISOString(),
    card: {
      skills,
      ...(places && { places }),
      ...(years !== null && { years }),
      ...(certificates && { certificates }),
      ...(startFrom && { startFrom }),
      ...(veteran && { veteran: true as const }),
    },
    blocked,
  };
}

async function emitCard(tx: Tx, card: CardToTell): Promise<void> {
  const { homeCity: city, city: receiver, consentId: id, rev, endsAt } = card;
  const value = await payloadOf(tx, card);
  await emitSealed(tx, { city, receiver, kind: KIND, id, rev, endsAt, value });
}

/**
 * Tells a city of another node the next version of a person's card, sealed for it. `first` begins with
 * version 1. Without it a card that the city does not hold stays untold. Does nothing for a hosted city.
 */
export async function tellCard(
  tx: Tx,
  { accountId, city, first = false }: { accountId: string; city: string; first?: boolean },
): Promise<void> {
  for (const card of await raiseCards(tx, { accountId, city, first })) await emitCard(tx, card);
}

/** Tells cards again that a city of another node holds in exactly this version. */
export const tellTalentAgain: TellAgain = async (tx, _, before) => {
  const cards = await lockToldCards(tx, before);
  for (const card of cards) await emitCard(tx, card);
  return cards.length;
};

/** Deletes every version of a card from the log for its city, and tells the city to erase it. */
export async function eraseCard(
  tx: Tx,
  { homeCity, city, consentId, rev }: Omit<GoneCard, "id">,
): Promise<void> {
  if (rev === 0) return;
  const record = { city: homeCity, audience: `to/${city}`, kind: KIND, id: consentId, rev: rev + 1 } as const;
  await eraseRecord(tx, record);
}
