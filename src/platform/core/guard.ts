import { type AccountActor, type Actor, rolesOf } from "./actor.ts";
import { AppError, notFound } from "./errors.ts";

/** Returns the signed-in account. Throws SIGN_IN_REQUIRED for any other actor. */
export function requireAccount(actor: Actor): AccountActor {
  if (actor.kind !== "account") throw new AppError("SIGN_IN_REQUIRED");
  return actor;
}

/** Throws NOT_FOUND unless the actor is background work or a command on the machine. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== "system") throw notFound();
}

/**
 * Returns true for an officer of the whole city, for an officer of the record's county, and for background
 * work.
 */
export function isOfficerOf(actor: Actor, city: string, county: string | null = null): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "account") return false;
  return actor.offices.some((o) => o.city === city && (o.county === null || o.county === county));
}

/** Throws NOT_FOUND unless the actor is an officer of the record's city or county, or background work. */
export function requireOfficerOf(actor: Actor, city: string, county: string | null = null): void {
  if (!isOfficerOf(actor, city, county)) throw notFound();
}

export function isMemberOf(actor: Actor, enterpriseId: string): boolean {
  return actor.kind === "account" && actor.enterprises.some((e) => e.id === enterpriseId);
}

/** Throws NOT_FOUND unless the actor is a member of the enterprise. */
export function requireMemberOf(actor: Actor, enterpriseId: string): void {
  if (!isMemberOf(actor, enterpriseId)) throw notFound();
}

/**
 * Returns the account of an officer of any city. Throws SIGN_IN_REQUIRED without an account, ROLE_REQUIRED
 * for an account without this role.
 */
export function requireOfficer(actor: Actor): AccountActor {
  const account = requireAccount(actor);
  if (!rolesOf(account).includes("officer")) throw new AppError("ROLE_REQUIRED");
  return account;
}
