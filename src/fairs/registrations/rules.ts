import type { EnterpriseStatus, RegistrationStatus } from "../../../db/schema/index.ts";
import { AppError } from "../../platform/core/errors.ts";

export type Act = "submit" | "edit" | "recommend" | "return" | "place" | "refuse" | "answer" | "withdraw";

/**
 * For each act, the statuses in which it is allowed. A returned, declined or withdrawn registration may be
 * submitted again, and a closed one if the fair is extended; a refused one may not.
 */
const OPEN_TO: Record<Act, readonly RegistrationStatus[]> = {
  submit: ["returned", "declined", "withdrawn", "closed"],
  edit: ["submitted", "returned", "recommended", "waitlisted", "offered", "approved"],
  recommend: ["submitted"],
  return: ["submitted", "recommended"],
  place: ["recommended", "waitlisted", "offered", "approved"],
  refuse: ["recommended", "waitlisted", "offered", "approved"],
  answer: ["offered"],
  withdraw: ["submitted", "returned", "recommended", "waitlisted", "offered", "approved"],
};

export const isOpenTo = (status: RegistrationStatus, act: Act): boolean => OPEN_TO[act].includes(status);

/** Acts that a suspended enterprise's registration does not allow. */
const NEEDS_ACTIVE: ReadonlySet<Act> = new Set(["edit", "recommend", "place", "answer"]);

/** Throws ENTERPRISE_STATE if the enterprise is suspended and the act needs one that is not. */
export function requireActive(status: EnterpriseStatus, act: Act): void {
  if (status === "suspended" && NEEDS_ACTIVE.has(act))
    throw new AppError("ENTERPRISE_STATE", { facts: { status } });
}

/** Throws FAIR_REGISTRATION_STATE if the registration's status does not allow the act. */
export function requireAct(status: RegistrationStatus, act: Act): void {
  if (!isOpenTo(status, act)) throw new AppError("FAIR_REGISTRATION_STATE", { facts: { status } });
}
