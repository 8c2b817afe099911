import type { Tx } from "../../db/client.ts";
import { settleHomeCity } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, recordAuditsBy } from "../platform/core/store.ts";
import { tellChangedCards } from "./cards/give-card.ts";
import type { ProfileInput, ProfileView } from "./schema.ts";
import { selectProfile, unknownCodes, upsertProfiles } from "./store.ts";

/** A card with the context of the person whose card it is. */
type OwnCard = { ctx: RequestContext; input: ProfileInput };

/**
 * Saves the cards of different people inside a transaction. Returns them in the given order. Throws
 * INVALID_INPUT for an unknown occupation or division.
 */
export async function saveProfilesIn(tx: Tx, cards: readonly OwnCard[]): Promise<ProfileView[]> {
  const own = cards.map(({ ctx, input }) => ({ ...requireAccount(ctx.actor), ctx, input }));
  const skills = cards.flatMap(({ input }) => input.skills);
  const places = cards.flatMap(({ input }) => input.places);
  const cities = cards.flatMap(({ input }) => input.city ?? []);
  const unknown = await unknownCodes(tx, skills, [...places, ...cities]);
  if (unknown.length > 0) {
    const named = (codes: readonly string[]) => unknown.some((code) => codes.includes(code));
    const path = named(skills) ? "skills" : named(places) ? "places" : "city";
    throw new AppError("INVALID_INPUT", { fields: [{ path, code: "INVALID_VALUE" }] });
  }
  const profiles = await upsertProfiles(tx, own);
  const near = own.map(({ accountId, input }) => ({
    accountId,
    division: input.city ?? input.places[0] ?? null,
  }));
  await settleHomeCity(tx, near);
  for (const { ctx, accountId } of own) await tellChangedCards(tx, ctx, accountId);
  const saved = (accountId: string) =>
    ({ action: "profile.save", subjectKind: "profile", subjectId: accountId }) as const;
  await recordAuditsBy(
    tx,
    own.map(({ ctx, accountId }) => ({ by: ctx, entry: saved(accountId) })),
  );
  return profiles;
}

/**
 * Saves the caller's card inside a transaction, so that a first application saves card and application
 * together. Throws INVALID_INPUT for an unknown occupation or division.
 */
export async function saveProfileIn(tx: Tx, ctx: RequestContext, input: ProfileInput): Promise<ProfileView> {
  const [profile] = await saveProfilesIn(tx, [{ ctx, input }]);
  if (!profile) throw new Error("the card was not written");
  return profile;
}

/** Creates or replaces the caller's card. Throws INVALID_INPUT for an unknown occupation or division. */
export const saveProfile = (ctx: RequestContext, input: ProfileInput): Promise<ProfileView> =>
  inTransaction(ctx, (tx) => saveProfileIn(tx, ctx, input));

/** Returns the caller's card, or null if there is none. */
export async function getProfile(ctx: RequestContext): Promise<ProfileView | null> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectProfile(ctx.db, accountId)) ?? null;
}
