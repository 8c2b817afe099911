import type { Context } from "hono";
import { getRegistration, type RegistrationOutcome } from "../../../../../fairs/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { UUID } from "../../../../../platform/core/ids.ts";
import type { Env } from "../../../../../platform/http/index.ts";
import { type Fields, fieldRev, fieldText, pathId } from "../../../../forms.ts";
import { FAIR } from "../../../../text/fairs/fair.ts";
import { PLACEMENT } from "../../../../text/fairs/placement.ts";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { QUEUE } from "../../../../text/union/pages.ts";
import { queueAfter } from "../../../union/queue/decision.ts";

/** The notice above a list after a decision of an officer. */
export type DecisionNotice = { kind: "done" | "warning"; text: string; next?: string };

const NOTICES: Record<string, string> = {
  recommended: RECOMMENDATIONS.recommended,
  returned: RECOMMENDATIONS.returned,
  placed: PLACEMENT.placed(""),
  waiting: PLACEMENT.waiting,
  refused: PLACEMENT.refused,
  taken: RECOMMENDATIONS.taken,
};

/**
 * Returns the enterprise and reference of the registration that was decided; null if the caller may not see
 * it.
 */
async function decidedOn(c: Context<Env>): Promise<{ name: string; reference: string } | null> {
  const id = c.req.query("on") ?? "";
  if (!UUID.test(id)) return null;
  try {
    const { enterprise, reference } = await getRegistration(c.get("ctx"), id);
    return { name: enterprise.name, reference };
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/**
 * Reads the notice of the last decision from the query; null if there is none. It names the enterprise, the
 * number and the next step. A warning says that the decision had no effect.
 */
export async function noticeOf(c: Context<Env>): Promise<DecisionNotice | null> {
  const [notice, on] = [saidOf(c), await decidedOn(c)];
  if (!notice) return null;
  const next = PLACEMENT.next[c.req.query("done") ?? ""];
  const text = on ? PLACEMENT.done(on.name, on.reference, notice.text) : notice.text;
  return { ...notice, text, ...(next ? { next } : {}) };
}

function saidOf(c: Context<Env>): DecisionNotice | null {
  const done = c.req.query("done") ?? "";
  const booth = c.req.query("booth")?.slice(0, 80);
  if (booth && done === "unknown") return { kind: "warning", text: PLACEMENT.boothUnknown(booth) };
  const city = c.req.query("city")?.slice(0, 20);
  if (city && done === "quota") return { kind: "done", text: PLACEMENT.waitingQuota(city) };
  const text = booth && done === "placed" ? PLACEMENT.placed(booth) : NOTICES[done];
  if (done !== "taken") return text ? { kind: "done", text } : null;
  const typed = c.req.query("typed")?.slice(0, TYPED_MAX);
  return { kind: "warning", text: [text, typed && QUEUE.typed(typed)].filter(Boolean).join(" ") };
}

/** Characters of a typed reason that a failed decision shows again. */
const TYPED_MAX = 300;

const TAKEN: ReadonlySet<string> = new Set([
  "FAIR_REGISTRATION_STATE",
  "FAIR_STATE",
  "ENTERPRISE_STATE",
  "REVISION_CONFLICT",
  "BOOTH_TAKEN",
]);

/**
 * Redirects to the page of the list, or of the officer's queue, on which the form was. `notice` is the query
 * that `noticeOf` reads there.
 */
export function backTo(c: Context<Env>, list: string, fields: Fields, notice: Record<string, string>) {
  if (fields.desk !== undefined)
    return c.redirect(queueAfter(fields, { ...notice, registration: pathId(c) }), 303);
  const at = new URLSearchParams(fieldText(fields, "at"));
  const query = new URLSearchParams(notice);
  for (const name of ["status", "q", "venue", "cursor"]) {
    const value = at.get(name);
    if (value) query.set(name, value);
  }
  return c.redirect(`${list}?${query}`, 303);
}

/**
 * Runs a decision and redirects to the list. `city` is the name of the registration's city. If a change in
 * the meantime rules the decision out, the list shows a warning.
 */
export async function decideAndReturn(
  c: Context<Env>,
  { list, fields, city }: { list: string; fields: Fields; city?: string },
  decide: () => Promise<RegistrationOutcome>,
  done?: string,
) {
  const to = (query: Record<string, string>) => backTo(c, list, fields, { ...query, on: pathId(c) });
  try {
    const { booth, waitsFor } = await decide();
    if (done) return to({ done });
    if (booth) return to({ done: "placed", booth: FAIR.boothAt(booth.venueName, booth.code) });
    return to(city && waitsFor === "QUOTA" ? { done: "quota", city } : { done: "waiting" });
  } catch (error) {
    if (!(error instanceof AppError && TAKEN.has(error.code))) throw error;
    const typed = fieldText(fields, "reason").slice(0, TYPED_MAX);
    return to({ done: "taken", ...(typed ? { typed } : {}) });
  }
}

/** Returns the id of the registration in the path, and the revision that the form shows. */
export const decisionOn = (c: Context<Env>, fields: Fields) => ({ id: pathId(c), ...fieldRev(fields) });
