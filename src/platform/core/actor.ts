export type Office = { city: string; county: string | null };

/** Who acts. A signed-in account is a seeker, and whatever else its memberships make it. */
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

/** Roles an actor holds; nobody's list is empty but the anonymous visitor's. */
export function rolesOf(actor: Actor): Role[] {
  if (actor.kind !== "account") return [];
  const roles: Role[] = ["seeker"];
  if (actor.enterprises.length > 0) roles.push("member");
  if (actor.offices.length > 0) roles.push("officer");
  if (actor.administrator) roles.push("administrator");
  return roles;
}

/** The city whose people see what its agreements share; null for visitors and seekers, who stand in a site. */
export function cityOf(actor: Actor): string | null {
  if (actor.kind !== "account") return null;
  return actor.offices[0]?.city ?? actor.enterprises[0]?.homeCity ?? null;
}
