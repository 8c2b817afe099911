import type { Actor, Role } from "./actor.ts";
import { rolesOf } from "./actor.ts";
import { AppError } from "./errors.ts";
import type { RecordKinds } from "./vocabulary.ts";

/** A kind of record that a policy may name: a closed union over all capabilities. */
export type RecordKind = keyof RecordKinds;

/**
 * The callers of a route, and the records on which they may call it. `who` is checked before the handler.
 * `on` names the record of a path parameter and the relation that the verb's query enforces.
 * The role × route and tenant × route matrices are generated from policies. A route without one fails the
 * tests.
 */
export type Policy = {
  who: "anyone" | "signedIn" | readonly Role[];
  on?: {
    record: RecordKind;
    param: string;
    /** `readers`: everybody to whom the agreement shows it. The others: the record's own people. */
    by: "readers" | "owner" | "enterprise" | "city" | "enterpriseOrCity" | "parties";
  };
};

/** Throws SIGN_IN_REQUIRED for a visitor, ROLE_REQUIRED for a wrong role. */
export function enforceDoor(policy: Policy, actor: Actor): void {
  if (policy.who === "anyone") return;
  if (actor.kind !== "account") throw new AppError("SIGN_IN_REQUIRED");
  if (policy.who === "signedIn") return;
  const held = rolesOf(actor);
  if (!policy.who.some((role) => held.includes(role))) throw new AppError("ROLE_REQUIRED");
}
