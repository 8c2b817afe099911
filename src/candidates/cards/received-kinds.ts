import { ensurePersonOfCity, personBySubject } from "../../identity/index.ts";
import {
  defineSharedKind,
  PRIVATE,
  PRIVATE_OWN,
  type SharedKind,
  type Unread,
} from "../../platform/changes/index.ts";
import type { Services } from "../../platform/context.ts";
import { CardPayload, LookPayload } from "./schema.ts";
import { endGiven } from "./store/given.ts";
import {
  deleteReceived,
  endReceived,
  insertLookOf,
  isForEnterpriseHere,
  upsertReceived,
} from "./store/received.ts";

/**
 * Cards that people of other cities sent to enterprises here. A card counts only for a posting and an
 * enterprise of a city that this node hosts.
 */
export const receivedCards = ({ vault, ids }: Pick<Services, "vault" | "ids">): SharedKind =>
  defineSharedKind({
    ...PRIVATE,
    kind: "card",
    schema: 1,
    payload: CardPayload,
    async put(tx, copies) {
      const unread: Unread[] = [];
      for (const { id, rev, home, payload } of copies) {
        const here = await isForEnterpriseHere(tx, payload);
        const { phone } = payload.card;
        const named = Object.keys(payload.card).every((field) => payload.fields.includes(field));
        const written =
          here &&
          named &&
          (await upsertReceived(tx, {
            id,
            rev,
            home,
            payload,
            personId: await ensurePersonOfCity(tx, { id: ids.uuid(), city: home, subject: payload.subject }),
            phoneSealed: phone === undefined ? null : await vault.seal(phone),
          }));
        if (!written) unread.push({ id, rev, why: here ? (named ? "person" : "fields") : "enterprise" });
      }
      return unread;
    },
    async close(tx, copies) {
      for (const { home, id } of copies) await endReceived(tx, home, [id]);
    },
    purge: deleteReceived,
    takeBack: endGiven,
  });

/**
 * Looks at cards of our people, of which the city of the enterprise tells. A purge leaves them, because the
 * person may always read who saw the card.
 */
export const toldLooks: SharedKind = defineSharedKind({
  ...PRIVATE_OWN,
  kind: "look",
  schema: 1,
  payload: LookPayload,
  async put(tx, copies) {
    const unread: Unread[] = [];
    for (const { id, rev, home, payload } of copies) {
      const personId = await personBySubject(tx, { city: home, subject: payload.subject });
      if (personId) await insertLookOf(tx, { ...payload, id, personId });
      else unread.push({ id, rev, why: "subject" });
    }
    return unread;
  },
});
