import type { Context } from "hono";
import { getEnterprise } from "../../../../enterprises/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { getManagedPosting } from "../../../../postings/index.ts";
import { type Fields, fieldText } from "../../../forms.ts";
import { QUEUE } from "../../../text/union/pages.ts";

/** The `done` of a decision that a change in the meantime, or an incomplete posting, rules out. */
const RULED_OUT: Readonly<Record<string, string>> = {
  POSTING_STATE: "taken",
  CLAIM_STATE: "taken",
  ENTERPRISE_STATE: "taken",
  REVISION_CONFLICT: "taken",
  UNDO_TOO_LATE: "taken",
  POSTING_INCOMPLETE: "incomplete",
};
/** Characters of a typed reason that a failed decision shows again. */
const TYPED_MAX = 500;

/** The values of `done` that are shown as a warning. */
const WARNINGS = new Set(["taken", "late", "incomplete", "unverified", "suspended"]);

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
 * Runs a decision and redirects to the queue: to the page and the place of the decided item, whose fields the
 * form has. If the decision is ruled out, the queue shows a warning.
 */
export async function decideAndReturn(
  c: Context<Env>,
  { outcome, fields, decide }: { outcome: Outcome; fields: Fields; decide: () => Promise<Decided> },
): Promise<Response> {
  const query = new URLSearchParams();
  for (const name of ["cursor", "place"]) {
    const text = fieldText(fields, name);
    if (text) query.set(name, text);
  }
  try {
    for (const [name, value] of Object.entries(await decide())) query.set(name, String(value));
    query.set("done", outcome);
  } catch (error) {
    const done = ruledOut(error, outcome);
    if (!done) throw error;
    query.set("done", done);
    const typed = fieldText(fields, "note") || fieldText(fields, "reason");
    if (typed) query.set("typed", typed.slice(0, TYPED_MAX));
  }
  return c.redirect(`/union?${query}#here`, 303);
}

/**
 * Text about the last decision. `undo` is the approval that the officer may take back now. `typed` is the
 * reason that the officer wrote for a decision that failed.
 */
export type Done = {
  text: string;
  warning: boolean;
  undo: { id: string; rev: number } | null;
  typed: string | null;
};

/** Returns the name of a decided record; null if it is not one of the officer's. */
async function nameOf(
  ctx: RequestContext,
  { posting, enterprise }: Record<string, string>,
): Promise<string | null> {
  const isId = (id: string | undefined): id is string => UUID.test(id ?? "");
  try {
    if (isId(posting)) {
      const { title, employer } = await getManagedPosting(ctx, posting);
      return `${title} · ${employer.name}`;
    }
    return isId(enterprise) ? (await getEnterprise(ctx, enterprise)).name : null;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** Returns what the query says about the last decision, with the name of its record; null without one. */
export async function doneOf(ctx: RequestContext, query: Record<string, string>): Promise<Done | null> {
  const { done = "", posting, rev } = query;
  const outcome = QUEUE.done[done];
  if (!outcome) return null;
  const name = await nameOf(ctx, query);
  const undo =
    done === "approve" && name && posting && Number(rev) ? { id: posting, rev: Number(rev) } : null;
  const warning = WARNINGS.has(done);
  const typed = warning && query.typed ? query.typed.slice(0, TYPED_MAX) : null;
  return { text: name && !warning ? QUEUE.doneFor(outcome, name) : outcome, warning, undo, typed };
}
