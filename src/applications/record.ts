import type { Tx } from "../../db/client.ts";
import type { ApplicationStatus } from "../../db/schema/index.ts";
import { placesOf } from "../identity/index.ts";
import { emit } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { recordAudit } from "../platform/core/store.ts";
import { tellPerson } from "./remote/tell-person.ts";
import { insertEvent } from "./store/writes.ts";

type Recorded = {
  id: string;
  accountId: string;
  enterpriseId: string;
  postingId: string;
  homeCity: string;
};

/**
 * Writes history, audit row and a local change for a step of an application. Call it last in the transaction.
 * Throws HOSTED_ELSEWHERE for a step of the employer whose record another node writes.
 * The change has ids of records, and no personal data. `away` names the side that another node tells: the
 * employer of a posting of another node, or a person of another node. That person's city learns the step.
 */
export async function recordStep(
  tx: Tx,
  ctx: RequestContext,
  step: {
    of: Recorded;
    kind: string;
    by: "seeker" | "enterprise" | "officer" | "system";
    status: ApplicationStatus;
    rev: number;
    note?: string | null;
    /** Id and time of a step that another node told. */
    told?: { eventId: string; at: string };
  },
): Promise<void> {
  const { of } = step;
  const places = await placesOf(tx, { personId: of.accountId, city: of.homeCity });
  const away = places.away ? "person" : places.hosted ? null : "employer";
  // The person acts here, and the employer's steps are told by its node. Nobody else writes that record here.
  const byEmployer = step.by === "enterprise" || step.by === "officer";
  if (away === "employer" && byEmployer && !step.told) throw new AppError("HOSTED_ELSEWHERE");
  await insertEvent(tx, {
    id: step.told?.eventId ?? ctx.ids.uuid(),
    at: step.told?.at ?? null,
    applicationId: of.id,
    rev: step.rev,
    byKind: step.by,
    kind: step.kind,
    note: step.note ?? null,
  });
  const detail = { status: step.status, rev: step.rev };
  const city = away === "employer" ? (places.personCity ?? of.homeCity) : of.homeCity;
  await recordAudit(tx, ctx, {
    action: `application.${step.kind}`,
    subjectKind: "application",
    subjectId: of.id,
    city,
    detail,
  });
  await emit(tx, {
    city,
    audience: "local",
    kind: "application",
    id: of.id,
    rev: step.rev,
    op: "put",
    payload: {
      step: step.kind,
      status: step.status,
      accountId: of.accountId,
      enterpriseId: of.enterpriseId,
      postingId: of.postingId,
      ...(away && { away }),
    },
  });
  if (away === "person" && (step.by === "enterprise" || step.by === "officer"))
    await tellPerson(tx, { of, rev: step.rev, places });
}
