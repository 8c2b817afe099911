import { type AccountActor, type Actor, personIdOf, rolesOf } from "./actor.ts";
import { AppError, notFound } from "./errors.ts";

/** Returns the signed-in account. Throws SIGN_IN_REQUIRED for any other actor. */
export function requireAccount(actor: Actor): AccountActor {
  if (actor.kind !== "account") throw new AppError("SIGN_IN_REQUIRED");
  return actor;
}

/**
 * Returns the person for whom the actor acts: its account, or a person of the peer's city. Throws
 * SIGN_IN_REQUIRED for any other actor.
 */
export function requirePerson(actor: Actor): string {
  const personId = personIdOf(actor);
  if (personId === null) throw new AppError("SIGN_IN_REQUIRED");
  return personId;
}

/**
 * Throws SIGN_IN_REQUIRED for a visitor and for background work. An account or a peer may go on: whether it
 * is a party of the record, the caller checks next.
 */
export function requireParty(actor: Actor): void {
  if (actor.kind !== "account" && actor.kind !== "peer") throw new AppError("SIGN_IN_REQUIRED");
}

/** Throws NOT_FOUND unless the actor is background work or a command on the machine. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== "system") throw notFound();
}

/**
 * Returns true for an officer of the whole city, for an officer of the record's county, and for background
 * work. Returns true also for the city itself, as a peer in the role of an officer.
 */
export function isOfficerOf(actor: Actor, city: string, county: string | null = null): boolean {
  switch (actor.kind) {
    case "system":
      return true;
    case "account":
      return actor.offices.some((o) => o.city === city && (o.county === null || o.county === county));
    case "peer":
      return actor.role === "officer" && actor.city === city;
    case "anonymous":
    case "callback":
      return false;
  }
}

/** Returns true for an officer of a whole city: only such an officer hosts fairs and makes livestreams. */
export const isCityOfficer = (actor: Actor): boolean =>
  actor.kind === "account" && actor.offices.some(({ county }) => county === null);

/** Throws NOT_FOUND unless the actor is an officer of a whole city, before anything is filled in. */
export function requireCityOfficer(actor: Actor): void {
  if (!isCityOfficer(actor)) throw notFound();
}

/** Throws NOT_FOUND unless the actor is an officer of the record's city or county, or background work. */
export function requireOfficerOf(actor: Actor, city: string, county: string | null = null): void {
  if (!isOfficerOf(actor, city, county)) throw notFound();
}

/** Returns true for a member of the enterprise, and for its city as a peer that acts for it. */
export function isMemberOf(actor: Actor, enterpriseId: string): boolean {
  switch (actor.kind) {
    case "account":
      return actor.enterprises.some((e) => e.id === enterpriseId);
    case "peer":
      return actor.role === "member" && actor.subjectId === enterpriseId;
    case "anonymous":
    case "callback":
    case "system":
      return false;
  }
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
