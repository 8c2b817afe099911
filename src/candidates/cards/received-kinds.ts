import type { Tx } from "../../../db/client.ts";
import { ensurePeopleOfCity, personBySubject } from "../../identity/index.ts";
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
  type ArrivedCard,
  deleteReceived,
  endReceived,
  insertLookOf,
  selectForHere,
  upsertReceived,
} from "./store/received.ts";

type Tools = Pick<Services, "vault" | "ids">;

/** Returns the people of the cards, each once, with new ids for those that are not known yet. */
const peopleOf = ({ ids }: Tools, cards: readonly ArrivedCard[]) =>
  [...new Set(cards.map(({ payload }) => payload.subject))].map((subject) => ({ id: ids.uuid(), subject }));

/** Writes the cards of a page, which is one city's, with a few statements for all. */
async function putCards(tx: Tx, tools: Tools, copies: readonly ArrivedCard[]): Promise<Unread[]> {
  const here = await selectForHere(tx, copies);
  const faults = copies.map(({ payload }, place) => {
    const named = Object.keys(payload.card).every((field) => payload.fields.includes(field));
    return here.has(place) ? (named ? null : "fields") : "enterprise";
  });
  const cards = copies.filter((_, place) => faults[place] === null);
  const people = peopleOf(tools, cards);
  const home = cards[0]?.home ?? "";
  const known = await ensurePeopleOfCity(tx, { city: home, people });
  const idOf = new Map(people.map(({ subject }, place) => [subject, known[place] ?? ""]));
  const written = await upsertReceived(
    tx,
    await Promise.all(
      cards.map(async (card) => {
        const { subject, card: fields } = card.payload;
        const phoneSealed = fields.phone === undefined ? null : await tools.vault.seal(fields.phone);
        return { ...card, personId: idOf.get(subject) ?? "", phoneSealed };
      }),
    ),
  );
  const others = new Set(cards.filter((_, place) => !written[place]));
  return copies.flatMap((copy, place) => {
    const why = faults[place] ?? (others.has(copy) ? "person" : null);
    return why === null ? [] : [{ id: copy.id, rev: copy.rev, why }];
  });
}

/**
 * Cards that people of other cities sent to enterprises here. A card counts only for a posting and an
 * enterprise of a city that this node hosts.
 */
export const receivedCards = ({ vault, ids }: Tools): SharedKind =>
  defineSharedKind({
    ...PRIVATE,
    kind: "card",
    schema: 1,
    payload: CardPayload,
    put: (tx, copies) => putCards(tx, { vault, ids }, copies),
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
