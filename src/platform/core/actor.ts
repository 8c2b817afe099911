export type Office = { city: string; county: string | null };

/** The caller. A signed-in account is a seeker, plus whatever its memberships add. */
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

/** Roles of an actor. Only the anonymous visitor has none. */
export function rolesOf(actor: Actor): Role[] {
  if (actor.kind !== "account") return [];
  const roles: Role[] = ["seeker"];
  if (actor.enterprises.length > 0) roles.push("member");
  if (actor.offices.length > 0) roles.push("officer");
  if (actor.administrator) roles.push("administrator");
  return roles;
}

/**
 * The city whose agreements decide what officers and members see. Null for visitors and seekers, who read one
 * site.
 */
export function cityOf(actor: Actor): string | null {
  if (actor.kind !== "account") return null;
  return actor.offices[0]?.city ?? actor.enterprises[0]?.homeCity ?? null;
}
