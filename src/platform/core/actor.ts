export type Office = { city: string; county: string | null };

/**
 * The caller. Every signed-in account is a seeker; its memberships add enterprises, offices and the
 * administrator's role.
 */
export type Actor =
  | { kind: "anonymous" }
  | {
      kind: "account";
      accountId: string;
      sessionId: string;
      label: string | null;
      enterprises: { id: string; homeCity: string }[];
      offices: Office[];
      administrator: boolean;
    }
  | { kind: "system"; name: string };

export type AccountActor = Extract<Actor, { kind: "account" }>;

export const ANONYMOUS: Actor = { kind: "anonymous" };

export type Role = "seeker" | "member" | "officer" | "administrator";

/** Returns the roles of an actor. A visitor and background work have none. */
export function rolesOf(actor: Actor): Role[] {
  if (actor.kind !== "account") return [];
  const roles: Role[] = ["seeker"];
  if (actor.enterprises.length > 0) roles.push("member");
  if (actor.offices.length > 0) roles.push("officer");
  if (actor.administrator) roles.push("administrator");
  return roles;
}

/** Returns the account of a signed-in actor. Null for visitors and background work. */
export const accountIdOf = (actor: Actor): string | null =>
  actor.kind === "account" ? actor.accountId : null;

/**
 * Returns the city whose agreements decide what an officer or member reads. Null for visitors and seekers,
 * who read the site of one agreement.
 */
export function cityOf(actor: Actor): string | null {
  if (actor.kind !== "account") return null;
  return actor.offices[0]?.city ?? actor.enterprises[0]?.homeCity ?? null;
}
