import type { Actor, Role } from "./actor.ts";
import { rolesOf } from "./actor.ts";
import { AppError } from "./errors.ts";
import type { RecordKinds } from "./vocabulary.ts";

/** Kind of record that a policy may name: a closed union over all capabilities. */
export type RecordKind = keyof RecordKinds;

/**
 * The roles that may call a route, and the relation to the record that they need. `who` is checked before the
 * handler runs. For `peer`, the handler verifies the signature of another node. For `callback`, the route
 * verifies the credential that another server sends in the address or the body.
 * `on` names the path parameter of a record and the relation to that record. The queries behind the handler
 * enforce it.
 * Tests generate the matrices role × route and tenant × route from the policies. A route without a policy
 * fails them.
 */
export type Policy = {
  who: "anyone" | "signedIn" | "peer" | "callback" | readonly Role[];
  on?: {
    record: RecordKind;
    param: string;
    /**
     * `readers`: everybody to whom an agreement shows the record. Other values: people who belong to the
     * record, such as its owner or the officers of its city.
     */
    by: "readers" | "owner" | "enterprise" | "city" | "enterpriseOrCity" | "parties";
  };
};

/**
 * Checks `who` of a policy. Throws SIGN_IN_REQUIRED for a visitor, ROLE_REQUIRED for an account without one
 * of the roles. Callbacks enter only their own routes, and nobody else does: else CREDENTIAL_INVALID.
 */
export function enforceDoor(policy: Policy, actor: Actor): void {
  if (policy.who === "callback" || actor.kind === "callback") {
    if (policy.who === "callback" && actor.kind === "callback") return;
    throw new AppError("CREDENTIAL_INVALID");
  }
  if (policy.who === "anyone" || policy.who === "peer") return;
  if (actor.kind !== "account") throw new AppError("SIGN_IN_REQUIRED");
  if (policy.who === "signedIn") return;
  const held = rolesOf(actor);
  if (!policy.who.some((role) => held.includes(role))) throw new AppError("ROLE_REQUIRED");
}
