import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import type { ProfileInput, ProfileView } from "./schema.ts";
import { selectProfile, unknownCodes, upsertProfile } from "./store.ts";

/**
 * Saves the caller's card inside a transaction, so that a first application saves card and application
 * together. Throws INVALID_INPUT for an unknown occupation or division.
 */
export async function saveProfileIn(tx: Tx, ctx: RequestContext, input: ProfileInput): Promise<ProfileView> {
  const { accountId } = requireAccount(ctx.actor);
  const { skills, places, city } = input;
  const unknown = await unknownCodes(tx, skills, [...places, ...(city ? [city] : [])]);
  if (unknown.length > 0) {
    const named = (codes: readonly string[]) => unknown.some((code) => codes.includes(code));
    const path = named(skills) ? "skills" : named(places) ? "places" : "city";
    throw new AppError("INVALID_INPUT", { fields: [{ path, code: "INVALID_VALUE" }] });
  }
  const profile = await upsertProfile(tx, accountId, input);
  await recordAudit(tx, ctx, { action: "profile.save", subjectKind: "profile", subjectId: accountId });
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
