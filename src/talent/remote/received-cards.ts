import type { Tx } from "../../../db/client.ts";
import { endConsent, endReceivedConsent, receiveConsent } from "../../candidates/index.ts";
import { ensurePersonOfCity } from "../../identity/index.ts";
import {
  type Copy,
  defineSharedKind,
  PRIVATE,
  putEach,
  type SharedKind,
} from "../../platform/changes/index.ts";
import type { Services } from "../../platform/context.ts";
import { identifies } from "../own/wording.ts";
import { CONSENT_DAYS_MAX, consentFields, termsOf } from "../rules.ts";
import type { TalentCard } from "../schema.ts";
import { CandidatePayload } from "./schema.ts";
import { deleteOwn, deleteReceived, isHosted, replaceBlocks, upsertReceived } from "./store.ts";

const DAY_MS = 86_400_000;

const cardOf = ({ card }: CandidatePayload): TalentCard => ({
  skills: card.skills,
  places: card.places ?? null,
  years: card.years ?? null,
  certificates: card.certificates ?? null,
  startFrom: card.startFrom ?? null,
  veteran: card.veteran ?? false,
});

/** Returns why a card cannot be shown here, or null. */
async function faultOf(tx: Tx, { city, grantedAt, endsAt, card }: CandidatePayload): Promise<string | null> {
  if (!(await isHosted(tx, city))) return "city";
  if (Date.parse(endsAt) - Date.parse(grantedAt) > CONSENT_DAYS_MAX * DAY_MS) return "endsAt";
  return card.certificates?.some((certificate) => identifies(certificate, [])) ? "certificates" : null;
}

/** Writes one card with its consent and blocks. Returns why it cannot be shown here, or null. */
async function putOne(
  tx: Tx,
  { ids }: Pick<Services, "ids">,
  { id, rev, home, payload }: Copy<CandidatePayload>,
): Promise<string | null> {
  const fault = await faultOf(tx, payload);
  if (fault) return fault;
  const { subject, city, grantedAt, endsAt, blocked } = payload;
  const card = cardOf(payload);
  const accountId = await ensurePersonOfCity(tx, { id: ids.uuid(), city: home, subject });
  const consent = { id, accountId, purpose: "matching", receiverId: city } as const;
  const standing = await receiveConsent(tx, { ...consent, fields: consentFields(card), grantedAt, endsAt });
  if (standing === "other") return "person";
  if (standing === "ended") return null;
  const row = { consentId: id, accountId, homeCity: home, city, card, terms: termsOf(card), grantedAt, rev };
  if (await upsertReceived(tx, row)) await replaceBlocks(tx, { accountId, city, blocked });
  return null;
}

/**
 * Cards that people of other cities show to the officers and enterprises of a city here. Searches find them
 * as they find those of our own people, under the same conditions.
 */
export const receivedTalent = (tools: Pick<Services, "ids">): SharedKind =>
  defineSharedKind({
    ...PRIVATE,
    kind: "candidate",
    schema: 1,
    payload: CandidatePayload,
    put: (tx, copies) => putEach(copies, (copy) => putOne(tx, tools, copy)),
    async close(tx, copies) {
      for (const { id, home } of copies) {
        await deleteReceived(tx, { ids: [id], home });
        await endReceivedConsent(tx, { id, home });
      }
    },
    purge: (tx, home, ids) => deleteReceived(tx, { ids, home }),
    async takeBack(tx, ids) {
      for (const { accountId, consentId } of await deleteOwn(tx, ids))
        await endConsent(tx, accountId, consentId);
    },
  });
