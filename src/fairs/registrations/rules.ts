import type { RegistrationStatus } from "../../../db/schema/index.ts";
import { AppError } from "../../platform/core/errors.ts";

export type Act = "submit" | "edit" | "recommend" | "return" | "place" | "refuse" | "answer" | "withdraw";

/**
 * Submitted to the home union, recommended to the host, placed or on the waiting list. Who was returned, declined or
 * withdrew may register again; whom the host refused may not.
 */
const OPEN_TO: Record<Act, readonly RegistrationStatus[]> = {
  submit: ["returned", "declined", "withdrawn"],
  edit: ["submitted", "returned", "recommended", "waitlisted", "offered", "approved"],
  recommend: ["submitted"],
  return: ["submitted", "recommended"],
  place: ["recommended", "waitlisted", "offered", "approved"],
  refuse: ["recommended", "waitlisted", "offered", "approved"],
  answer: ["offered"],
  withdraw: ["submitted", "returned", "recommended", "waitlisted", "offered", "approved"],
};

export const isOpenTo = (status: RegistrationStatus, act: Act): boolean => OPEN_TO[act].includes(status);

/** Refuses with FAIR_REGISTRATION_STATE what a registration in this state is not open to. */
export function requireAct(status: RegistrationStatus, act: Act): void {
  if (!isOpenTo(status, act)) throw new AppError("FAIR_REGISTRATION_STATE", { facts: { status } });
}
