import { AppError } from "../../../platform/core/errors.ts";

/**
 * Rules whose violation closes a posting. Those that also return a posting have the same legal basis
 * (RETURN_REASONS). `INCOMPLETE` is the Interim Regulations on Human Resources Markets, art. 24.
 */
export const VIOLATION_RULES = [
  "SEX",
  "DISCRIMINATION",
  "RESIDENCE",
  "FEES",
  "UNDERAGE",
  "FALSE_OR_BAIT",
  "INCOMPLETE",
  "OTHER",
] as const;
export type ViolationRule = (typeof VIOLATION_RULES)[number];

type State = { objection: string | null; outcome: string | null };

/** Throws OBJECTION_STATE unless the posting was closed for a violation and nobody objected yet. */
export function requireNoObjection<T extends State>(violation: T | undefined): T {
  if (!violation || violation.objection !== null) throw new AppError("OBJECTION_STATE");
  return violation;
}

/** Throws OBJECTION_STATE unless an objection waits for a decision. */
export function requireWaiting<T extends State>(violation: T | undefined): T {
  if (!violation || violation.objection === null || violation.outcome !== null)
    throw new AppError("OBJECTION_STATE");
  return violation;
}
