import type { ApplicationStatus } from "../../db/schema/index.ts";
import { AppError } from "../platform/core/errors.ts";

export type Action = "invite" | "decline" | "withdraw" | "start" | "confirm";

/**
 * The next state for each state and action. An invited application may still be declined, or invited to
 * another time. A start may be recorded without an invitation, because a person may be hired by phone. It may
 * be recorded again while the person denies it.
 */
const NEXT: Record<ApplicationStatus, Partial<Record<Action, ApplicationStatus>>> = {
  sent: { invite: "invited", decline: "declined", withdraw: "withdrawn", start: "started" },
  invited: { invite: "invited", decline: "declined", withdraw: "withdrawn", start: "started" },
  started: { confirm: "confirmed", start: "started" },
  declined: {},
  withdrawn: {},
  confirmed: {},
};

/** Returns the state that an action leads to, or null if it is not allowed. */
export const nextStatus = (status: ApplicationStatus, action: Action): ApplicationStatus | null =>
  NEXT[status][action] ?? null;

/** Returns the error of an action that the state of the application does not allow. */
export const notAllowed = (status: ApplicationStatus): AppError =>
  new AppError("APPLICATION_STATE", { facts: { status } });

/** Returns the state that an action leads to. Throws APPLICATION_STATE if the action is not allowed. */
export function requireTransition(status: ApplicationStatus, action: Action): ApplicationStatus {
  const next = nextStatus(status, action);
  if (!next) throw notAllowed(status);
  return next;
}

/**
 * Throws ENTERPRISE_STATE while the enterprise is suspended. It may then neither answer nor record a start.
 */
export function requireActive({ suspended }: { suspended: boolean }): void {
  if (suspended) throw new AppError("ENTERPRISE_STATE", { facts: { status: "suspended" } });
}

/** The command that brings an application to another node, and the kind of record on which it rests. */
export const APPLYING = { type: "apply", kind: "card" } as const;
/** Days from an application until its consent ends. */
export const CONSENT_DAYS = 90;
/** Days within which an enterprise must answer an application. */
export const ANSWER_DAYS = 8;
/** Fields that are always shared, because an application needs them. */
export const ALWAYS_SHARED = ["callName", "phone"] as const;

/** Returns the shared fields: all but those that the person withholds. */
export function sharedFields<T extends string>(all: readonly T[], withheld: readonly T[]): T[] {
  const always: readonly string[] = ALWAYS_SHARED;
  return all.filter((field) => always.includes(field) || !withheld.includes(field));
}
