import type { Tx } from "../../../db/client.ts";
import { peopleAway } from "../../identity/index.ts";
import { eraseRecord } from "../../platform/changes/index.ts";
import * as store from "../store/consents.ts";
import { deleteCard } from "./store/given.ts";

/**
 * Takes the card under a consent back from another city: deletes every version of it here, and tells the city
 * to erase it. A card of a person of another node is deleted.
 */
async function takeBackCard(tx: Tx, consentId: string): Promise<void> {
  const given = await deleteCard(tx, consentId);
  if (!given) return;
  const { city, receiver, rev } = given;
  await eraseRecord(tx, { city, audience: `to/${receiver}`, kind: "card", id: consentId, rev: rev + 1 });
}

/**
 * Ends a consent, and takes its card back from another city. Returns false if the person has no such consent.
 * A repeated call keeps the first end.
 */
export async function endConsent(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const ended = await store.endConsent(tx, accountId, id);
  if (ended) await takeBackCard(tx, id);
  return ended;
}

/** Ends a consent of a person of another node whose city took back what rests on it. */
export async function endReceivedConsent(tx: Tx, { id, home }: { id: string; home: string }): Promise<void> {
  const personId = await store.personOfConsent(tx, id);
  if (personId === null) return;
  const person = (await peopleAway(tx, [personId])).get(personId);
  if (person?.city === home) await endConsent(tx, personId, id);
}

/**
 * Ends a consent because its receiver refused what it was for, and takes its card back. A repeated call keeps
 * the first end.
 */
export async function refuseConsent(tx: Tx, id: string): Promise<void> {
  await store.refuseConsent(tx, id);
  await takeBackCard(tx, id);
}
