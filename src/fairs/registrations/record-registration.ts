import type { Tx } from "../../../db/client.ts";
import { emitAudited } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import type { storeResult } from "../../platform/core/store.ts";
import { tellEndorser } from "./remote/tell-endorser.ts";
import type { WaitsFor } from "./schema.ts";
import { agreementReference, exhibitorPayload } from "./store/registration-views.ts";
import type { LockedRegistration } from "./store/registrations.ts";

type Of = Pick<
  LockedRegistration,
  | "id"
  | "fairId"
  | "enterpriseId"
  | "endorsingCity"
  | "enterpriseStatus"
  | "closesAt"
  | "hostCity"
  | "agreementId"
  | "hostedHere"
  | "endorsedHere"
>;

/**
 * Returns the feed change for the public stream: the exhibitor's booth and postings, without contact or
 * person, with a stub of the enterprise. `stands` is false if the enterprise is no longer shown at the fair;
 * the change then has no payload.
 */
const exhibitor = (of: Of, { rev, stands }: { rev: number; stands: boolean }) =>
  ({
    city: of.hostCity,
    audience: "public",
    kind: "fairExhibitor",
    id: of.id,
    rev,
    op: stands ? "put" : "close",
    agreement: agreementReference(of.agreementId),
    validThrough: of.closesAt,
    payload: exhibitorPayload(of, stands),
  }) as const;

/**
 * Inserts the audit row and the feed changes of a registration. The caller calls it last in its transaction.
 * Except for the actor's id, the rows contain no personal data. For a fair of another node they belong to the
 * city that recommends the registration. The fair's home tells that city where the registration stands.
 */
export async function recordRegistration(
  tx: Tx,
  ctx: RequestContext,
  step: {
    of: Of;
    action: string;
    status: string;
    /** The status before this step; absent for a new registration. */
    from?: string | undefined;
    rev: number;
    detail?: Record<string, unknown>;
    waitsFor?: WaitsFor | null;
    /** SQL statement to run within the statement that inserts the audit row. */
    besides?: ReturnType<typeof storeResult> | undefined;
  },
): Promise<void> {
  const { of, action, status, from, rev } = step;
  const { id, fairId, enterpriseId, endorsingCity, hostedHere } = of;
  const city = hostedHere ? of.hostCity : endorsingCity;
  const kind = "fairRegistration";
  const detail = { ...(from ? { from } : {}), status, rev, ...step.detail };
  const stands = status === "approved" && of.enterpriseStatus === "verified";
  await emitAudited(tx, ctx, {
    audit: { action: `${kind}.${action}`, subjectKind: kind, subjectId: id, city, detail },
    besides: step.besides,
    ...(hostedHere && (stands || from === "approved") ? { also: exhibitor(of, { rev, stands }) } : {}),
    change: {
      city,
      audience: "local",
      kind,
      id,
      rev,
      op: status === "withdrawn" ? "close" : "put",
      payload: {
        action,
        status,
        fairId,
        enterpriseId,
        endorsingCity,
        ...(step.waitsFor ? { waitsFor: step.waitsFor } : {}),
      },
    },
  });
  await tellEndorser(tx, ctx, { of, action, rev });
}
