import type { Tx } from "../../../db/client.ts";
import { emitAudited } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, isOfficerOf } from "../../platform/core/guard.ts";
import {
  claimCommand,
  inTransaction,
  isRecorded,
  storedResult,
  storeResult,
} from "../../platform/core/store.ts";
import { type Act, requireAct, requireActive } from "./rules.ts";
import type { RegistrationOutcome, WaitsFor } from "./schema.ts";
import { freeBooth, returnQuota, type TakenBooth } from "./store/booths.ts";
import { agreementReference, exhibitorPayload } from "./store/registration-views.ts";
import {
  type LockedRegistration,
  lockForCommand,
  type RegistrationChange,
  updateRegistration,
} from "./store/registrations.ts";

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
 * Except for the actor's id, the rows contain no personal data.
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
  const { id, fairId, enterpriseId, endorsingCity, hostCity: city } = of;
  const kind = "fairRegistration";
  const detail = { ...(from ? { from } : {}), status, rev, ...step.detail };
  const stands = status === "approved" && of.enterpriseStatus === "verified";
  await emitAudited(tx, ctx, {
    audit: { action: `${kind}.${action}`, subjectKind: kind, subjectId: id, city, detail },
    besides: step.besides,
    ...(stands || from === "approved" ? { also: exhibitor(of, { rev, stands }) } : {}),
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
}

/**
 * Checks whether the caller is a party of the registration. `enterprise`: a member of the enterprise. `home`:
 * an officer of the union that recommends it. `host`: an officer of the host city.
 */
export const isParty = {
  enterprise: (ctx: RequestContext, r: LockedRegistration) => isMemberOf(ctx.actor, r.enterpriseId),
  home: (ctx: RequestContext, r: LockedRegistration) =>
    isOfficerOf(ctx.actor, r.endorsingCity, r.enterpriseCounty),
  host: (ctx: RequestContext, r: LockedRegistration) => isOfficerOf(ctx.actor, r.hostCity),
} as const;
export type RegistrationParty = keyof typeof isParty;

export type RegistrationDecision = {
  set: RegistrationChange & { status: LockedRegistration["status"] };
  booth?: TakenBooth | null;
  /** Reason to wait, if the step puts the registration on the waiting list. */
  waitsFor?: WaitsFor;
  /** True if the step frees the registration's booth and returns it to the city's quota. */
  frees?: boolean;
  detail?: Record<string, unknown>;
};

/** Id of a registration, and optionally an id for the command and the revision that the caller read. */
export type RegistrationStep = {
  id: string;
  commandId?: string | undefined;
  ifRev?: number | undefined;
};

type Command = RegistrationStep & { act: Act; by: readonly RegistrationParty[]; input?: unknown };

/**
 * Frees the booth of a registration and returns it to the endorsing city's quota. Returns false if it has
 * none.
 */
export async function releaseBoothAndQuota(tx: Tx, r: LockedRegistration): Promise<boolean> {
  if (!(await freeBooth(tx, r.id))) return false;
  await returnQuota(tx, r.fairId, r.endorsingCity);
  return true;
}

/**
 * Runs one step of one registration in a transaction, once per command. Locks the registration, checks
 * caller, revision and status, calls `decide`, and writes its result with audit row and feed changes. Throws
 * NOT_FOUND unless the caller is one of the parties `by`, REVISION_CONFLICT, FAIR_STATE if the fair is a
 * draft, cancelled, reported or over, FAIR_REGISTRATION_STATE if the status does not allow the step,
 * ENTERPRISE_STATE if the enterprise is suspended and the step needs an active one.
 */
export async function changeRegistration(
  ctx: RequestContext,
  command: Command,
  decide: (r: LockedRegistration, tx: Tx) => RegistrationDecision | Promise<RegistrationDecision>,
): Promise<RegistrationOutcome> {
  const { act, input = null } = command;
  const asked = { type: `fairRegistration.${act}`, target: command.id, id: command.commandId, input };
  const recorded = isRecorded(ctx, asked);
  const outcome = await inTransaction(ctx, async (tx) => {
    const r = orNotFound(await lockForCommand(tx, command.id, claimCommand(ctx, asked)));
    const parties = command.by.some((party) => isParty[party](ctx, r));
    if (!parties && ctx.actor.kind !== "system") throw notFound();
    if (recorded && !r.fresh) return storedResult<RegistrationOutcome>(tx, ctx, asked);
    requireRevision(r.rev, command.ifRev);
    const running = r.fairStatus === "registration" || r.fairStatus === "published";
    if (!running || r.now >= r.closesAt)
      throw new AppError("FAIR_STATE", { facts: { status: r.fairStatus } });
    requireAct(r.status, act);
    requireActive(r.enterpriseStatus, act);
    const { set, booth = null, waitsFor = null, frees = false, detail: more = {} } = await decide(r, tx);
    if (frees) await releaseBoothAndQuota(tx, r);
    const rev = await updateRegistration(tx, r.id, set);
    const { id, fairId, reference } = r;
    const { status } = set;
    const done = { id, fairId, reference, status, booth, waitsFor, created: false, rev };
    const besides = recorded ? storeResult(ctx, asked, done) : undefined;
    await recordRegistration(tx, ctx, {
      of: r,
      action: act,
      status,
      from: r.status,
      rev,
      detail: waitsFor ? { ...more, waitsFor } : more,
      waitsFor,
      besides,
    });
    return done;
  });
  ctx.ring("changes");
  return outcome;
}
