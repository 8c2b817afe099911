import { peopleAway } from "../../identity/index.ts";
import { emitSealed, type TellAgain } from "../../peers/index.ts";
import { tellCard } from "./give-card.ts";
import type { LookPayload } from "./schema.ts";
import { lockToldGiven, selectToldLooks } from "./store/told-again.ts";

/** Tells given cards again whose consent stands. */
export const tellCardsAgain: TellAgain = async (tx, ctx, { receiver, records }) => {
  const ids = await lockToldGiven(tx, { receiver, records });
  for (const id of ids) await tellCard(tx, ctx, id);
  return ids.length;
};

/** Tells looks at cards of people of another node again. */
export const tellLooksAgain: TellAgain = async (tx, _, { city, receiver, records }) => {
  const looks = await selectToldLooks(
    tx,
    records.map(({ id }) => id),
  );
  const people = await peopleAway(
    tx,
    looks.map(({ accountId }) => accountId),
  );
  let told = 0;
  for (const { id, accountId, at, ...facts } of looks) {
    const person = people.get(accountId);
    if (person?.city !== receiver) continue;
    const value: LookPayload = { subject: person.subject, ...facts, at: at.toISOString() };
    await emitSealed(tx, { city, receiver, kind: "look", id, rev: 1, value });
    told += 1;
  }
  return told;
};
