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
  | { kind: "system"; name: string }
  | { kind: "callback" }
  | PeerActor;

/**
 * Another city that runs one command here, in the one role that the agreement gives it for this type of
 * command. As `officer` it acts for its federation, as `member` for an enterprise of its own, as `seeker` for
 * one of its people. `subjectId` is that enterprise or person, null for an officer. Whoever makes the actor
 * has verified the city's signature, and that the subject is the city's.
 */
export type PeerActor = {
  kind: "peer";
  city: string;
  role: Exclude<Role, "administrator">;
  subjectId: string | null;
};

export type AccountActor = Extract<Actor, { kind: "account" }>;

export const ANONYMOUS: Actor = { kind: "anonymous" };
/** Another server that reports an event by a callback. It has no right but those of its route. */
export const CALLBACK: Actor = { kind: "callback" };

export type Role = "seeker" | "member" | "officer" | "administrator";

/** Returns the roles of an actor. Only accounts have roles: all others have no session. */
export function rolesOf(actor: Actor): Role[] {
  if (actor.kind !== "account") return [];
  const roles: Role[] = ["seeker"];
  if (actor.enterprises.length > 0) roles.push("member");
  if (actor.offices.length > 0) roles.push("officer");
  if (actor.administrator) roles.push("administrator");
  return roles;
}

/** Returns the account of a signed-in actor. Null for all others. */
export const accountIdOf = (actor: Actor): string | null =>
  actor.kind === "account" ? actor.accountId : null;

/** Returns the person for whom an actor acts: of an account, or of another city. Null for all others. */
export function personIdOf(actor: Actor): string | null {
  switch (actor.kind) {
    case "account":
      return actor.accountId;
    case "peer":
      return actor.role === "seeker" ? actor.subjectId : null;
    case "anonymous":
    case "callback":
    case "system":
      return null;
  }
}

/** Returns the city of a peer. Null for all others. */
export const peerCityOf = (actor: Actor): string | null => (actor.kind === "peer" ? actor.city : null);

/**
 * Returns the city whose agreements decide what an officer, member or peer reads. Null for visitors and
 * seekers, who read the site of one agreement, for callbacks and for background work.
 */
export function cityOf(actor: Actor): string | null {
  switch (actor.kind) {
    case "account":
      return actor.offices[0]?.city ?? actor.enterprises[0]?.homeCity ?? null;
    case "peer":
      return actor.city;
    case "anonymous":
    case "callback":
    case "system":
      return null;
  }
}
