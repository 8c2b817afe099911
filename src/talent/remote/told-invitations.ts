import type { Tx } from "../../../db/client.ts";
import { peopleAway, personBySubject } from "../../identity/index.ts";
import { notify } from "../../notifications/index.ts";
import { emitSealed, type TellAgain } from "../../peers/index.ts";
import { defineSharedKind, PRIVATE_OWN, type SharedKind, type Unread } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { invitedNotice } from "../notices.ts";
import type { LockedCard } from "../store.ts";
import { InvitationPayload } from "./schema.ts";
import { deleteTold, insertTold, selectSentAgain } from "./store.ts";

const KIND = "invitation";

type Invitation = {
  id: string;
  /** The city of the enterprise. */
  city: string;
  person: { city: string; subject: string };
  card: LockedCard;
  about: Omit<InvitationPayload, "subject" | "candidateId">;
};

/** Tells the city of a person of another node that an enterprise invited the person. */
export async function tellInvitation(tx: Tx, { id, city, person, card, about }: Invitation): Promise<void> {
  const { consentId: candidateId, endsAt } = card;
  const value: InvitationPayload = { subject: person.subject, candidateId, ...about };
  await emitSealed(tx, { city, receiver: person.city, kind: KIND, id, rev: 1, endsAt, value });
}

/** Tells invitations of people of another node again, as long as their cards stand. */
export const tellInvitationsAgain: TellAgain = async (tx, _, { city, receiver, records }) => {
  const ids = records.map(({ id }) => id);
  let told = 0;
  for (const { id, accountId, endsAt, ...about } of await selectSentAgain(tx, { city, ids })) {
    const person = (await peopleAway(tx, [accountId])).get(accountId);
    if (person?.city !== receiver) continue;
    const value: InvitationPayload = { subject: person.subject, ...about };
    await emitSealed(tx, { city, receiver, kind: KIND, id, rev: 1, endsAt, value });
    told += 1;
  }
  return told;
};

/**
 * Invitations of our people, as the city of the enterprise tells them. Each gives the person a notice. They
 * belong to the person, so a purge leaves them.
 */
export const toldInvitations = (ctx: RequestContext): SharedKind =>
  defineSharedKind({
    ...PRIVATE_OWN,
    kind: KIND,
    schema: 1,
    payload: InvitationPayload,
    async put(tx, copies) {
      const unread: Unread[] = [];
      for (const { id, rev, home, payload } of copies) {
        const { subject, ...about } = payload;
        const accountId = await personBySubject(tx, { city: home, subject });
        if (accountId === null) unread.push({ id, rev, why: "subject" });
        else if (await insertTold(tx, { id, home, accountId, ...about }))
          await notify(tx, ctx, [invitedNotice(accountId, id, about)]);
      }
      return unread;
    },
    async close(tx, copies) {
      for (const { id, home } of copies) await deleteTold(tx, home, [id]);
    },
  });
