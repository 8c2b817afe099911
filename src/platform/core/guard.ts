import { type AccountActor, type Actor, rolesOf } from "./actor.ts";
import { AppError, notFound } from "./errors.ts";

/** The signed-in account, or SIGN_IN_REQUIRED. */
export function requireAccount(actor: Actor): AccountActor {
  if (actor.kind !== "account") throw new AppError("SIGN_IN_REQUIRED");
  return actor;
}

/** True where the actor is an officer of the whole city, or of the one county the record lies in. */
export function isOfficerOf(actor: Actor, city: string, county: string | null = null): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind !== "account") return false;
  return actor.offices.some((o) => o.city === city && (o.county === null || o.county === county));
}

/** Refuses everyone but the record's officers, as if the record were not there. */
export function requireOfficerOf(actor: Actor, city: string, county: string | null = null): void {
  if (!isOfficerOf(actor, city, county)) throw notFound();
}

export function isMemberOf(actor: Actor, enterpriseId: string): boolean {
  return actor.kind === "account" && actor.enterprises.some((e) => e.id === enterpriseId);
}

/** Refuses everyone but the enterprise's people, as if the record were not there. */
export function requireMemberOf(actor: Actor, enterpriseId: string): void {
  if (!isMemberOf(actor, enterpriseId)) throw notFound();
}

/** Someone with a desk at the union: any office, whatever its city. */
export function requireOfficer(actor: Actor): AccountActor {
  const account = requireAccount(actor);
  if (!rolesOf(account).includes("officer")) throw new AppError("ROLE_REQUIRED");
  return account;
}
