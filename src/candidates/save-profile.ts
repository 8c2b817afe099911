import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { auditFrom, inTransaction, recordAuditsBy } from "../platform/core/store.ts";
import { tellCard } from "./cards/give-card.ts";
import type { ProfileInput, ProfileView } from "./schema.ts";
import { selectProfile, unknownField, upsertCards } from "./store/profiles.ts";

/** A card with the context of the person whose card it is. */
type OwnCard = { ctx: RequestContext; input: ProfileInput };

/**
 * A saved card. `homeCity`: the city that answers for its owner from now on, if this card settled it; else
 * null.
 */
export type Saved = { profile: ProfileView; homeCity: string | null };

const saving = (accountId: string) =>
  ({ action: "profile.save", subjectKind: "profile", subjectId: accountId }) as const;

/**
 * Saves the cards of different people inside a transaction. Returns them in the given order. Throws
 * INVALID_INPUT for an unknown occupation or division.
 */
export async function saveProfilesIn(tx: Tx, cards: readonly OwnCard[]): Promise<Saved[]> {
  const own = cards.map(({ ctx, input }) => ({ ...requireAccount(ctx.actor), ctx, input }));
  const [first, ...others] = own;
  if (!first) return [];
  const alone = others.length === 0;
  const saved = await upsertCards(tx, own, (from) =>
    alone ? auditFrom(from, first.ctx, saving(first.accountId)) : null,
  );
  if (saved.length === 0) await throwForUnknown(tx, own);
  for (const [i, { given }] of saved.entries())
    for (const consentId of given) await tellCard(tx, own[i]?.ctx ?? first.ctx, consentId);
  const audits = own.map(({ ctx, accountId }) => ({ by: ctx, entry: saving(accountId) }));
  if (!alone) await recordAuditsBy(tx, audits);
  return saved.map(({ accountId, homeCity, given, ...profile }) => ({ profile, homeCity }));
}

/** Throws INVALID_INPUT for a code that no occupation and no division has. */
async function throwForUnknown(tx: Tx, cards: readonly OwnCard[]): Promise<never> {
  const path = (await unknownField(tx, cards)) ?? "city";
  throw new AppError("INVALID_INPUT", { fields: [{ path, code: "INVALID_VALUE" }] });
}

/**
 * Saves the caller's card inside a transaction, so that a first application saves card and application
 * together. Throws INVALID_INPUT for an unknown occupation or division.
 */
export async function saveProfileIn(tx: Tx, ctx: RequestContext, input: ProfileInput): Promise<Saved> {
  const [saved] = await saveProfilesIn(tx, [{ ctx, input }]);
  if (!saved) throw new Error("the card was not written");
  return saved;
}

/** Creates or replaces the caller's card. Throws INVALID_INPUT for an unknown occupation or division. */
export const saveProfile = (ctx: RequestContext, input: ProfileInput): Promise<ProfileView> =>
  inTransaction(ctx, async (tx) => (await saveProfileIn(tx, ctx, input)).profile);

/** Returns the caller's card, or null if there is none. */
export async function getProfile(ctx: RequestContext): Promise<ProfileView | null> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectProfile(ctx.db, accountId)) ?? null;
}
