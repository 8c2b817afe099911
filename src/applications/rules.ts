import type { ApplicationStatus } from "../../db/schema/index.ts";
import { AppError } from "../platform/core/errors.ts";

export type Action = "invite" | "decline" | "withdraw" | "start" | "confirm";

/**
 * An application waits, is answered once, may lead to a start, which the person confirms. A person who was hired on
 * the phone without an invitation here still starts.
 */
const NEXT: Record<ApplicationStatus, Partial<Record<Action, ApplicationStatus>>> = {
  sent: { invite: "invited", decline: "declined", withdraw: "withdrawn", start: "started" },
  invited: { decline: "declined", withdraw: "withdrawn", start: "started" },
  started: { confirm: "confirmed" },
  declined: {},
  withdrawn: {},
  confirmed: {},
};

/** The state an action leads to, or APPLICATION_STATE. */
export function requireTransition(status: ApplicationStatus, action: Action): ApplicationStatus {
  const next = NEXT[status][action];
  if (!next) throw new AppError("APPLICATION_STATE", { facts: { status } });
  return next;
}

/** A consent to an enterprise ends by itself after so many days. */
export const CONSENT_DAYS = 90;
/** An enterprise answers within eight days. */
export const ANSWER_DAYS = 8;
/** Without these an application is of no use to the person: they always go along. */
export const ALWAYS_SHARED = ["callName", "phone"] as const;

/** The fields that go along: all, less what the person keeps back. */
export function sharedFields<T extends string>(all: readonly T[], withheld: readonly T[]): T[] {
  const always: readonly string[] = ALWAYS_SHARED;
  return all.filter((field) => always.includes(field) || !withheld.includes(field));
}
