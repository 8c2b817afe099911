import type { RoleEver } from "../identity/index.ts";
import { type Actor, accountIdOf } from "../platform/core/actor.ts";
import type { AuditRow } from "../platform/core/store.ts";
import { HistoryFacts, type Party } from "./schema.ts";

/** The parties of a record: the enterprise, and the cities whose officers act on it. */
export type Parties = { enterprise: { id: string; name: string } | null; cities: readonly string[] };
/** A record with its name, and its parties. */
export type Told = Parties & { name: string };

/**
 * Acts of people that the audit keeps under a record of others. They are nobody's business but the person's,
 * so no history shows them. Complaints are among them: an enterprise must not learn when somebody complained.
 */
export const HIDDEN = [
  "talent.block",
  "talent.unblock",
  "queue.joinQueue",
  "queue.wishInterviews",
  "queue.refused",
  "queue.dropRefused",
  "interview.refused",
  "posting.complain",
  "posting.complaint.upheld",
  "posting.complaint.unfounded",
] as const;

/** Returns true if the role held at that time. */
const heldAt = (role: RoleEver, at: Date): boolean =>
  role.createdAt <= at && (role.endedAt === null || role.endedAt > at);

export type Acted = { party: Party; city: string | null };

/**
 * Returns the party for which somebody acted, by the roles that the account had at that time. An officer of
 * one of the record's cities counts as officer first, as in the verbs themselves.
 */
export function actedFor(
  row: Pick<AuditRow, "actorKind" | "accountId" | "actorCity" | "at">,
  roles: readonly RoleEver[],
  { enterprise, cities }: Parties,
  reader: Actor,
): Acted {
  if (row.actorCity !== null) return { party: "city", city: row.actorCity };
  if (row.accountId === null) return { party: "program", city: null };
  const held = roles.filter((role) => role.accountId === row.accountId && heldAt(role, row.at));
  const office = held.find(({ kind, city }) => kind === "officer" && city !== null && cities.includes(city));
  if (office) return { party: "union", city: office.city };
  if (enterprise && held.some(({ enterpriseId }) => enterpriseId === enterprise.id))
    return { party: "enterprise", city: null };
  return { party: row.accountId === accountIdOf(reader) ? "self" : "other", city: null };
}

const texts = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string")
    ? value
    : undefined;
const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value : undefined;

/** Reasons that are codes: the reason of a closing, and the rule of a violation. */
const CODED: Record<string, string> = { "posting.close": "reason", "posting.closeForCause": "rule" };
/** Keys of free texts that the acting party wrote for the other one, the first one present. */
const SAID = ["sentence", "note", "reason"] as const;

/**
 * Returns the facts of an audit row that a history shows. All other keys stay in the audit: ids, counts, and
 * whatever a later release adds.
 */
export function factsOf({ action, detail }: Pick<AuditRow, "action" | "detail">): HistoryFacts {
  const coded = CODED[action];
  const code = coded ? text(detail[coded]) : undefined;
  const to = text(detail.to) ?? text(detail.status);
  return HistoryFacts.parse({
    from: text(detail.from),
    to,
    reasons: code ? [code] : texts(detail.reasons),
    text: SAID.filter((key) => key !== coded)
      .map((key) => text(detail[key]))
      .find((one) => one !== undefined),
    fields: texts(detail.fields),
    booth: text(detail.booth),
    waitsFor: text(detail.waitsFor),
    outcome: action === "enterprise.decideClaim" ? text(detail.status) : undefined,
  });
}
