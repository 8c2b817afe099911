import type { Tx } from "../../db/client.ts";
import type { ApplicationStatus } from "../../db/schema/index.ts";
import { type Places, placesOf } from "../identity/index.ts";
import { emissionFrom, emit } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { auditFrom, namedPart, type Part, recordAudit } from "../platform/core/store.ts";
import { tellPerson } from "./remote/tell-person.ts";
import { eventFrom, insertEvent } from "./store/writes.ts";

type Recorded = {
  id: string;
  accountId: string;
  enterpriseId: string;
  postingId: string;
  homeCity: string;
};

type Step = {
  of: Recorded;
  kind: string;
  by: "seeker" | "enterprise" | "officer" | "system";
  status: ApplicationStatus;
  rev: number;
  note?: string | null;
  /** Id of the step, if something refers to it. */
  eventId?: string;
  /** Id and time of a step that another node told. */
  told?: { eventId: string; at: string };
};

/** Returns the rows that tell a step: in the history, in the audit, and as a local change. */
function rowsOf(ctx: RequestContext, { of, ...step }: Step, places: Places) {
  const away = places.away ? "person" : places.hosted ? null : "employer";
  const city = away === "employer" ? (places.personCity ?? of.homeCity) : of.homeCity;
  const { rev, status } = step;
  const record = { kind: "application", id: of.id, rev };
  const { accountId, enterpriseId, postingId } = of;
  return {
    away,
    event: {
      id: step.told?.eventId ?? step.eventId ?? ctx.ids.uuid(),
      at: step.told?.at ?? null,
      applicationId: of.id,
      rev,
      byKind: step.by,
      kind: step.kind,
      note: step.note ?? null,
    },
    audit: {
      action: `application.${step.kind}`,
      subjectKind: "application",
      subjectId: of.id,
      city,
      detail: { status, rev },
    },
    change: {
      ...record,
      city,
      audience: "local",
      op: "put",
      payload: { step: step.kind, status, accountId, enterpriseId, postingId, ...(away && { away }) },
    },
  } as const;
}

/**
 * Returns parts of a statement that write history, audit row and local change of a first application, as
 * recordStep does. They do so for each row of the part `from`.
 */
export function firstStep(
  from: Part,
  ctx: RequestContext,
  { of, places }: { of: Recorded; places: Places },
): Part[] {
  const step = { of, kind: "send", by: "seeker", status: "sent", rev: 1 } as const;
  const { event, audit, change } = rowsOf(ctx, step, places);
  return [
    namedPart("event", eventFrom(from, event)),
    namedPart("audited", auditFrom(from, ctx, audit)),
    namedPart("emitted", emissionFrom(from, change)),
  ];
}

/**
 * Writes history, audit row and a local change for a step of an application. Call it last in the transaction.
 * Throws HOSTED_ELSEWHERE for a step of the employer whose record another node writes.
 * The change has ids of records, and no personal data. `away` names the side that another node tells: the
 * employer of a posting of another node, or a person of another node. That person's city learns the step.
 */
export async function recordStep(tx: Tx, ctx: RequestContext, step: Step): Promise<void> {
  const { of } = step;
  const places = await placesOf(tx, { personId: of.accountId, city: of.homeCity });
  const { away, event, audit, change } = rowsOf(ctx, step, places);
  // The person acts here, and the employer's steps are told by its node. Nobody else writes that record here.
  const byEmployer = step.by === "enterprise" || step.by === "officer";
  if (away === "employer" && byEmployer && !step.told) throw new AppError("HOSTED_ELSEWHERE");
  await insertEvent(tx, event);
  await recordAudit(tx, ctx, audit);
  await emit(tx, change);
  if (away === "person" && byEmployer) await tellPerson(tx, { of, rev: step.rev, places });
}
