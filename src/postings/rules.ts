import type { Element, EnterpriseStatus, Flag, PostingStatus, PostingValues } from "../../db/schema/index.ts";
import { AppError, type FieldError, invalid } from "../platform/core/errors.ts";
import type { WordColumn } from "./columns.ts";
import { type Asked, saysNothing } from "./reading/index.ts";
import { severityOf } from "./reading/wording/find.ts";

export type Action =
  | "edit"
  | "submit"
  | "approve"
  | "undo"
  | "return"
  | "repost"
  | "confirm"
  | "close"
  | "reopen"
  | "restore";

/**
 * The next state for each state and action. An edit of a published posting withdraws it for another review,
 * so that the public sees only what an officer approved. A closed one is published again by the person who
 * closed it, within a minute, or by a successful objection.
 */
const NEXT: Record<PostingStatus, Partial<Record<Action, PostingStatus>>> = {
  draft: { edit: "draft", submit: "submitted", repost: "published", close: "closed" },
  submitted: { approve: "published", return: "draft", repost: "published", close: "closed" },
  published: { edit: "submitted", undo: "submitted", confirm: "published", close: "closed" },
  closed: { reopen: "published", restore: "published" },
};

export const transition = (status: PostingStatus, action: Action): PostingStatus | null =>
  NEXT[status][action] ?? null;

/** Returns the state that an action leads to. Throws POSTING_STATE if the action is not allowed. */
export function requireTransition(status: PostingStatus, action: Action): PostingStatus {
  const next = transition(status, action);
  if (next === null) throw new AppError("POSTING_STATE", { facts: { status } });
  return next;
}

/** Throws ENTERPRISE_STATE if the enterprise is suspended. Then its live postings stay as they are. */
export function requireNotSuspended({ status }: { status: EnterpriseStatus }): void {
  if (status === "suspended") throw new AppError("ENTERPRISE_STATE", { facts: { status } });
}

/** Period in which a person may undo an own approval or closing, in milliseconds. */
const UNDO_MS = 60_000;

/** Throws UNDO_TOO_LATE unless the account itself did the act, at most a minute before `now`. */
export function requireUndoable(
  act: { by: string | null; at: Date | null },
  account: string | null,
  now: Date,
): void {
  const own = act.by !== null && act.by === account;
  if (!own || now.getTime() - (act.at?.getTime() ?? 0) > UNDO_MS) throw new AppError("UNDO_TOO_LATE");
}

export const VALIDITY_DAYS_MAX = 180;

/** Reasons for which an enterprise or an officer closes a posting. */
export const CLOSE_REASONS = ["filled", "paused", "cancelled", "duplicate", "mistake"] as const;
/**
 * Reasons of closed postings. `violation` has a rule and a sentence (`closeForCause`). Earlier releases
 * closed postings with `enterpriseSuspended`.
 */
export type CloseReason = (typeof CLOSE_REASONS)[number] | "violation" | "enterpriseSuspended";

/** The columns that decide which statutory elements a posting has. */
export type Elements = Pick<
  PostingValues,
  | "headcount"
  | "headcountText"
  | "requirements"
  | "education"
  | "experienceMinMonths"
  | "duties"
  | "placeText"
  | "city"
  | "payText"
  | "validThrough"
>;

/**
 * Returns the statutory elements that a posting lacks (Interim Regulations on Human Resources Markets, art.
 * 24), and the validity date if absent (notice of 2025-12-25).
 * A stated education or experience counts as a requirement, and 若干 as a headcount. 面议 (negotiable pay) is not
 * missing, but flagged for the officer. A text that says nothing (见附件, nan) is missing. The employer always
 * exists.
 */
export function missingElements(p: Elements): Element[] {
  const missing: Element[] = [];
  const lacks = (text: string | null, asked: Asked) => !text || saysNothing(text, asked);
  if (p.headcount === null && lacks(p.headcountText, "count")) missing.push("headcount");
  if (lacks(p.requirements, "limit") && p.education === null && p.experienceMinMonths === null)
    missing.push("requirements");
  if (lacks(p.duties, "text")) missing.push("duties");
  if (lacks(p.placeText, "text") && p.city === null) missing.push("place");
  if (lacks(p.payText, "pay")) missing.push("pay");
  if (!p.validThrough) missing.push("validThrough");
  return missing;
}

/** Throws INVALID_INPUT for a title that says nothing. An omitted title passes. */
export function requireTitle({ title }: { title?: string | undefined }): void {
  if (title !== undefined && saysNothing(title, "title")) throw invalid("title", "MISSING");
}

/** The column, and input field, of each statutory element. */
export const ELEMENT_COLUMNS: Record<Element, WordColumn | "enterpriseId"> = {
  employer: "enterpriseId",
  headcount: "headcount",
  requirements: "requirements",
  duties: "duties",
  place: "placeText",
  pay: "payText",
  validThrough: "validThrough",
};

/** Returns the fault of a validity date on a given day, or null. Both are ISO dates. */
export function validityFault(validThrough: string, today: string): "PAST" | "TOO_FAR" | null {
  if (validThrough < today) return "PAST";
  const last = new Date(`${today}T00:00:00Z`);
  last.setUTCDate(last.getUTCDate() + VALIDITY_DAYS_MAX);
  return validThrough > last.toISOString().slice(0, 10) ? "TOO_FAR" : null;
}

/**
 * Returns all faults that prevent publication, by input field. Duties from a standard phrase count only after
 * the employer has confirmed them. A repost needs a validity date only.
 */
export function gaps(
  p: Elements & { dutiesSuggested: boolean; repost: boolean },
  today: string,
): FieldError[] {
  const wanted = missingElements(p).filter((element) => !p.repost || element === "validThrough");
  const fields = wanted.map((element) => ({ path: ELEMENT_COLUMNS[element], code: "MISSING" }));
  if (p.dutiesSuggested && !p.repost && p.duties) fields.push({ path: "duties", code: "UNCONFIRMED" });
  const fault = p.validThrough === null ? null : validityFault(p.validThrough, today);
  if (fault) fields.push({ path: "validThrough", code: fault });
  return fields;
}

export function requireComplete(p: Parameters<typeof gaps>[0], today: string): void {
  const fields = gaps(p, today);
  if (fields.length > 0) throw new AppError("POSTING_INCOMPLETE", { fields });
}

/** Returns the reason why nobody can apply now, or null. `unclaimed`: the employer is not verified. */
export function applyBlock(p: {
  status: PostingStatus;
  expired: boolean;
  employerStatus: EnterpriseStatus;
}): "closed" | "expired" | "unclaimed" | null {
  if (p.status !== "published") return "closed";
  if (p.expired) return "expired";
  return p.employerStatus === "verified" ? null : "unclaimed";
}

/** Limits of sex and age that stood in a sheet, and are no part of the posting's text. */
const LIMITS: ReadonlySet<string> = new Set(["SEX_LIMIT", "AGE_LIMIT"]);

/** Returns true for a posting that an officer must decide on by itself. */
export const isMarked = (flags: readonly Flag[]): boolean =>
  flags.some(({ code }) => LIMITS.has(code) || ["BLOCK", "WARN"].includes(severityOf(code) ?? ""));

/**
 * Returns the marks of an import that an edit keeps, until the requirements or the date are rewritten. A form
 * that sends them unchanged rewrites nothing.
 */
export function keptMarks(
  posting: { flags: readonly Flag[]; requirements: string | null; validThrough: string | null },
  patch: { requirements?: unknown; validThrough?: unknown },
): Flag[] {
  const keeps = (name: "requirements" | "validThrough") =>
    patch[name] === undefined || patch[name] === posting[name];
  return posting.flags.filter(
    ({ code }) =>
      (LIMITS.has(code) && keeps("requirements")) || (code === "DATE_UNREAD" && keeps("validThrough")),
  );
}

/** Returns the reason why a posting cannot be published as a repost in bulk, or null. */
export function repostBlock(
  p: { status: PostingStatus; validThrough: string | null; sourceName: string | null; flags: Flag[] },
  employerStatus: EnterpriseStatus,
  today: string,
):
  | "POSTING_STATE"
  | "ENTERPRISE_STATE"
  | "SOURCE_UNKNOWN"
  | "VALIDITY_MISSING"
  | "POSTING_MARKED"
  | "PAST"
  | "TOO_FAR"
  | null {
  if (transition(p.status, "repost") === null) return "POSTING_STATE";
  if (employerStatus === "suspended") return "ENTERPRISE_STATE";
  if (!p.sourceName) return "SOURCE_UNKNOWN";
  if (!p.validThrough) return "VALIDITY_MISSING";
  if (isMarked(p.flags)) return "POSTING_MARKED";
  return validityFault(p.validThrough, today);
}

export type { Flag };
