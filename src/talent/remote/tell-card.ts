import type { Tx } from "../../../db/client.ts";
import { subjectAt } from "../../candidates/index.ts";
import { emitSealed } from "../../peers/index.ts";
import { eraseRecord } from "../../platform/changes/index.ts";
import type { GoneCard } from "../store.ts";
import type { CandidatePayload } from "./schema.ts";
import { type CardToTell, raiseCards } from "./store.ts";

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

/**
 * Tells a city of another node the next version of a person's card, sealed for it. `first` begins with
 * version 1. Without it a card that the city does not hold stays untold. Does nothing for a hosted city.
 */
export async function tellCard(
  tx: Tx,
  { accountId, city, first = false }: { accountId: string; city: string; first?: boolean },
): Promise<void> {
  for (const card of await raiseCards(tx, { accountId, city, first })) {
    const { homeCity, consentId: id, rev, endsAt } = card;
    const record = { city: homeCity, receiver: city, kind: KIND, id, rev, endsAt };
    await emitSealed(tx, { ...record, value: await payloadOf(tx, card) });
  }
}

/** Deletes every version of a card from the log for its city, and tells the city to erase it. */
export async function eraseCard(
  tx: Tx,
  { homeCity, city, consentId, rev }: Omit<GoneCard, "id">,
): Promise<void> {
  if (rev === 0) return;
  const record = { city: homeCity, audience: `to/${city}`, kind: KIND, id: consentId, rev: rev + 1 } as const;
  await eraseRecord(tx, record);
}
