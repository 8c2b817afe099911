import type { Tx } from "../../db/client.ts";
import type { ApplicationStatus } from "../../db/schema/index.ts";
import { emit } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { recordAudit } from "../platform/core/store.ts";
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
 * The change has ids of records, and no personal data.
 */
export async function recordStep(
  tx: Tx,
  ctx: RequestContext,
  step: {
    of: Recorded;
    kind: string;
    by: "seeker" | "enterprise" | "officer";
    status: ApplicationStatus;
    rev: number;
    note?: string | null;
  },
): Promise<void> {
  const { of } = step;
  await insertEvent(tx, {
    id: ctx.ids.uuid(),
    applicationId: of.id,
    rev: step.rev,
    byKind: step.by,
    kind: step.kind,
    note: step.note ?? null,
  });
  const detail = { status: step.status, rev: step.rev };
  const city = of.homeCity;
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
    },
  });
}
