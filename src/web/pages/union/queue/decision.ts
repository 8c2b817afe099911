import type { Context } from "hono";
import { AppError } from "../../../../platform/core/errors.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { type Fields, fieldText } from "../../../forms.ts";
import { queryText, queueQueryIn } from "./queue-query.ts";

/** The `done` of a decision that a change in the meantime, or an incomplete posting, rules out. */
const RULED_OUT: Readonly<Record<string, string>> = {
  POSTING_STATE: "taken",
  CLAIM_STATE: "taken",
  ENTERPRISE_STATE: "taken",
  REVISION_CONFLICT: "taken",
  UNDO_TOO_LATE: "taken",
  POSTING_INCOMPLETE: "incomplete",
  POSTING_WORDING: "wording",
};
/** Characters of a typed reason that a failed decision shows again. */
export const TYPED_MAX = 500;

/** Returns the `done` of a decision that failed; undefined for an error that has a page of its own. */
function ruledOut(error: unknown, outcome: Outcome): string | undefined {
  if (!(error instanceof AppError)) return undefined;
  const { code, detail } = error;
  const status = detail.facts?.status;
  if (code === "ENTERPRISE_STATE" && status === "suspended") return "suspended";
  if (code === "ENTERPRISE_STATE" && outcome === "approve" && status !== "verified") return "unverified";
  return outcome === "undo" && RULED_OUT[code] ? "late" : RULED_OUT[code];
}

/** The record that a decision was about. `rev` is its revision afterwards, if the decision can be undone. */
export type Decided = { posting: string; rev?: number } | { enterprise: string };
type Outcome = "approve" | "return" | "refuse" | "reject" | "undo";

/**
 * Returns the address of the queue after an act: the page and the place of the item, as the form has them,
 * with what was done.
 */
export function queueAfter(fields: Fields, done: Readonly<Record<string, string>>): string {
  const query = queryText(queueQueryIn(fieldText(fields, "desk")));
  const place = fieldText(fields, "place");
  if (place) query.set("place", place);
  for (const [name, value] of Object.entries(done)) query.set(name, value);
  return `/union?${query}#here`;
}

/** Returns the address of a posting's own page after an act, if the form stood there; else null. */
function postingPageAfter(fields: Fields, done: Readonly<Record<string, string>>): string | null {
  const id = fieldText(fields, "own");
  return /^[0-9a-f-]{36}$/.test(id) ? `/union/postings/${id}?${new URLSearchParams(done)}#here` : null;
}

/**
 * Runs a decision and redirects to the page on which its form was: the posting's own page, or the page and
 * the place of the decided item in the queue. If the decision is ruled out, that page shows a warning.
 */
export async function decideAndReturn(
  c: Context<Env>,
  { outcome, fields, decide }: { outcome: Outcome; fields: Fields; decide: () => Promise<Decided> },
): Promise<Response> {
  const result: Record<string, string> = {};
  try {
    for (const [name, value] of Object.entries(await decide())) result[name] = String(value);
    result.done = outcome;
  } catch (error) {
    const done = ruledOut(error, outcome);
    if (!done) throw error;
    result.done = done;
    const typed = ["note", "reason", "wordingReason"].map((name) => fieldText(fields, name)).find(Boolean);
    if (typed) result.typed = typed.slice(0, TYPED_MAX);
  }
  return c.redirect(postingPageAfter(fields, result) ?? queueAfter(fields, result), 303);
}
