import { type ConsentView, listConsents } from "../candidates/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { type AuditRow, selectAudit } from "../platform/core/store.ts";
import { presentEntries } from "./present.ts";
import { HIDDEN } from "./rules.ts";
import type { HistoryEntry } from "./schema.ts";
import { applicationOfConsent } from "./store.ts";

/** Acts on one application are few: it ends with a start, a refusal or a withdrawal. */
const ACTS_MAX = 100;

const within = ({ at }: AuditRow, { grantedAt, withdrawnAt, refusedAt }: ConsentView): boolean => {
  const until = withdrawnAt ?? refusedAt;
  return at >= new Date(grantedAt) && (until === null || at <= new Date(until));
};

/** Returns the entries that stand in the consent's own row: given, and how it ended. */
function ownEntries({
  id,
  grantedAt,
  withdrawnAt,
  refusedAt,
  receiver,
  purpose,
}: ConsentView): HistoryEntry[] {
  const base = { id, name: null, colleague: null, facts: {} };
  const given = { ...base, at: grantedAt, action: "consent.give", party: "self" as const };
  if (withdrawnAt) return [{ ...base, at: withdrawnAt, action: "consent.withdraw", party: "self" }, given];
  if (!refusedAt) return [given];
  const by = purpose === "application" ? ("enterprise" as const) : ("union" as const);
  return [{ ...base, at: refusedAt, action: "consent.refuse", party: by, name: receiver.name }, given];
}

/**
 * Returns the history of the caller's consent, newest act first: how it was given and ended, and in between
 * the acts on the application that rests on it. Throws NOT_FOUND for the consent of another person.
 */
export async function readConsentHistory(
  ctx: RequestContext,
  id: string,
): Promise<{ consent: ConsentView; items: HistoryEntry[] }> {
  const { accountId } = requireAccount(ctx.actor);
  const consent = orNotFound((await listConsents(ctx)).find((one) => one.id === id));
  const own = ownEntries(consent);
  const application = await applicationOfConsent(ctx.db, { accountId, consentId: id });
  if (!application) return { consent, items: own };
  const page = { without: HIDDEN, after: null, limit: ACTS_MAX };
  const rows = await selectAudit(ctx.db, { kind: "application", id: application.id }, page);
  const parties = { enterprise: { id: application.enterpriseId, name: consent.receiver.name }, cities: [] };
  const acts = await presentEntries(
    ctx,
    rows.filter((row) => within(row, consent)),
    parties,
  );
  const items = [...own, ...acts].sort((a, b) => b.at.localeCompare(a.at));
  return { consent, items };
}
