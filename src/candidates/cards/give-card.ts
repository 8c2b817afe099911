import type { Tx } from "../../../db/client.ts";
import { phoneOf, subjectFor } from "../../identity/index.ts";
import { emitSealed, type SealingKey, sealedParts } from "../../peers/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { namedPart, type Part } from "../../platform/core/store.ts";
import { randomToken } from "../../platform/core/vault.ts";
import type { CardPayload } from "./schema.ts";
import { type GivenCard, givenFrom, insertGiven, selectCardToGive, selectGiven } from "./store/given.ts";

type Tools = Pick<RequestContext, "vault">;

/** Bytes of a new subject. */
const SUBJECT_BYTES = 24;

/** Returns the subject by which another city knows a person of ours. Makes one for a first use. */
export const subjectAt = (tx: Tx, personId: string, city: string): Promise<string> =>
  subjectFor(tx, { personId, city, fresh: randomToken(SUBJECT_BYTES) });

/**
 * Seals the present version of a given card, with the fields of its consent, and tells it to its city.
 * Returns the subject by which that city knows the person.
 */
export async function tellCard(tx: Tx, ctx: Tools, consentId: string): Promise<string> {
  const given = await selectGiven(tx, consentId);
  const { accountId, city, receiver, rev, enterpriseId, postingId, fields, grantedAt, endsAt, message } =
    given;
  const phone = fields.includes("phone") ? { phone: await phoneOf(ctx, tx, accountId) } : {};
  const subject = await subjectAt(tx, accountId, receiver);
  const value: CardPayload = {
    subject,
    enterpriseId,
    postingId,
    fields,
    grantedAt: grantedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    card: { ...given.card, ...phone },
    message,
  };
  await emitSealed(tx, { city, receiver, kind: "card", id: consentId, rev, endsAt, value });
  return subject;
}

/**
 * Gives the card under a consent to the city of an enterprise of another node. Its first version is 1.
 * Returns the subject by which that city knows the person.
 */
export async function giveCard(
  tx: Tx,
  ctx: Tools,
  card: Pick<GivenCard, "consentId" | "city" | "receiver" | "postingId" | "message">,
): Promise<string> {
  await insertGiven(tx, card);
  return tellCard(tx, ctx, card.consentId);
}

/** A card that is given for the first time. The same statement writes its consent, of so many days. */
export type FirstCard = Pick<GivenCard, "consentId" | "city" | "receiver" | "postingId" | "message"> & {
  accountId: string;
  enterpriseId: string;
  fields: readonly string[];
  days: number;
  key: SealingKey;
};

/**
 * Seals the first version of a card. `parts` of a statement give it and tell it, for each row of its part
 * `from`. Its city knows the person by `subject`. `now` is the database's time.
 */
export async function firstCard(
  tx: Tx,
  { vault }: Tools,
  from: Part,
  of: FirstCard,
): Promise<{ parts: Part[]; subject: string; now: Date }> {
  const { accountId, consentId, city, receiver, postingId, enterpriseId, fields, days, message, key } = of;
  const fresh = randomToken(SUBJECT_BYTES);
  const found = await selectCardToGive(tx, { personId: accountId, receiver, fresh, fields, days });
  const { subject, now, endsAt } = found;
  const phone = fields.includes("phone") ? { phone: await vault.open(orNotFound(found.phoneSealed)) } : {};
  const value: CardPayload = {
    subject,
    enterpriseId,
    postingId,
    fields: [...fields],
    grantedAt: now.toISOString(),
    endsAt: endsAt.toISOString(),
    card: { ...found.card, ...phone },
    message,
  };
  const record = { city, receiver, kind: "card", id: consentId, rev: 1, endsAt, value };
  const sealed = await sealedParts(from, { ...record, key, personId: accountId, enterpriseId });
  return { parts: [namedPart("given", givenFrom(from, of)), ...sealed], subject, now };
}
