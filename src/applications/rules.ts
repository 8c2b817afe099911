import type { ApplicationStatus } from "../../db/schema/index.ts";
import { AppError } from "../platform/core/errors.ts";

export type Action = "invite" | "decline" | "withdraw" | "start" | "confirm";

/**
 * An application waits, is answered once, and may lead to a start that the person confirms. A person hired by
 * phone without an invitation may still start.
 */
const NEXT: Record<ApplicationStatus, Partial<Record<Action, ApplicationStatus>>> = {
  sent: { invite: "invited", decline: "declined", withdraw: "withdrawn", start: "started" },
  invited: { decline: "declined", withdraw: "withdrawn", start: "started" },
  started: { confirm: "confirmed" },
  declined: {},
  withdrawn: {},
  confirmed: {},
};

/** Returns the state that an action leads to. Throws APPLICATION_STATE. */
export function requireTransition(status: ApplicationStatus, action: Action): ApplicationStatus {
  const next = NEXT[status][action];
  if (!next) throw new AppError("APPLICATION_STATE", { facts: { status } });
  return next;
}

/** Days after which a consent to an enterprise ends. */
export const CONSENT_DAYS = 90;
/** Days in which an enterprise must answer. */
export const ANSWER_DAYS = 8;
/** Fields that an application cannot do without. They are always shared. */
export const ALWAYS_SHARED = ["callName", "phone"] as const;

/** Returns the shared fields: all but those that the person withholds. */
export function sharedFields<T extends string>(all: readonly T[], withheld: readonly T[]): T[] {
  const always: readonly string[] = ALWAYS_SHARED;
  return all.filter((field) => always.includes(field) || !withheld.includes(field));
}
