import type { Actor, Role } from "./actor.ts";
import { rolesOf } from "./actor.ts";
import { AppError } from "./errors.ts";
import type { RecordKinds } from "./vocabulary.ts";

/** A kind of record that a policy may name: a closed union over all capabilities. */
export type RecordKind = keyof RecordKinds;

/**
 * Who may call a route, and on whose records. `who` is checked at the door; `on` names the record a path parameter
 * points to and the relation a caller needs, which the verb's own query enforces. The role × route and tenant × route
 * matrices are generated from these rows, and a route without one fails the tests.
 */
export type Policy = {
  who: "anyone" | "signedIn" | readonly Role[];
  on?: {
    record: RecordKind;
    param: string;
    /** `readers`: whoever the agreement lets see it. The others: the record's own people. */
    by: "readers" | "owner" | "enterprise" | "city" | "enterpriseOrCity" | "parties";
  };
};

/** Refuses at the door: SIGN_IN_REQUIRED for a visitor, ROLE_REQUIRED for the wrong role. */
export function enforceDoor(policy: Policy, actor: Actor): void {
  if (policy.who === "anyone") return;
  if (actor.kind !== "account") throw new AppError("SIGN_IN_REQUIRED");
  if (policy.who === "signedIn") return;
  const held = rolesOf(actor);
  if (!policy.who.some((role) => held.includes(role))) throw new AppError("ROLE_REQUIRED");
}
