import type { Tx } from "../../../db/client.ts";
import { emitAudited } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, isOfficerOf } from "../../platform/core/guard.ts";
import { requireRevision } from "../../platform/core/revision.ts";
import { claimCommand, inTransaction, storedResult, storeResult } from "../../platform/core/store.ts";
import { type Act, requireAct } from "./rules.ts";
import type { RegistrationOutcome } from "./schema.ts";
import { freeBooth, returnQuota, type TakenBooth } from "./store/booths.ts";
import { exhibitorPayload } from "./store/registration-views.ts";
import {
  type LockedRegistration,
  lockForCommand,
  type RegistrationChange,
  updateRegistration,
} from "./store/registrations.ts";

type Of = Pick<
  LockedRegistration,
  "id" | "fairId" | "enterpriseId" | "endorsingCity" | "enterpriseStatus" | "closesAt" | "hostCity"
>;

/** The public part of a registration: booth and postings, no contact and no person. */
const exhibitor = (of: Of, { rev, stands }: { rev: number; stands: boolean }) =>
  ({
    city: of.hostCity,
    audience: "public",
    kind: "fairExhibitor",
    id: of.id,
    rev,
    op: stands ? "put" : "close",
    validThrough: of.closesAt,
    payload: exhibitorPayload(of, stands),
  }) as const;

/** Writes audit and change of a registration, last in its transaction. Names enterprises, never people. */
export async function recordRegistration(
  tx: Tx,
  ctx: RequestContext,
  step: {
    of: Of;
    action: string;
    status: string;
    /** The state before this step, if any. */
    from?: string | undefined;
    rev: number;
    detail?: Record<string, unknown>;
    /** A statement to run together with the others. */
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
      payload: { action, status, fairId, enterpriseId, endorsingCity },
    },
  });
}

/** The parties of a registration: its enterprise, the recommending union, the host's union. */
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
  /** True if the registration gives back its booth and its part of the quota. */
  frees?: boolean;
  detail?: Record<string, unknown>;
};

/** A registration, and optionally the command's own id and the revision that the caller has seen. */
export type RegistrationStep = {
  id: string;
  commandId?: string | undefined;
  ifRev?: number | undefined;
};

type Command = RegistrationStep & { act: Act; by: readonly RegistrationParty[]; input?: unknown };

/** Frees the booth and quota of a registration. */
export async function releaseBoothAndQuota(tx: Tx, r: LockedRegistration): Promise<boolean> {
  if (!(await freeBooth(tx, r.id))) return false;
  await returnQuota(tx, r.fairId, r.endorsingCity);
  return true;
}

/**
 * One step of one registration: lock, guard, revision, rule, decision, write, audit, outbox, once per
 * command.
 * Throws NOT_FOUND unless the caller is a party, FAIR_STATE once the fair is over, FAIR_REGISTRATION_STATE,
 * REVISION_CONFLICT.
 */
export async function changeRegistration(
  ctx: RequestContext,
  command: Command,
  decide: (r: LockedRegistration, tx: Tx) => RegistrationDecision | Promise<RegistrationDecision>,
): Promise<RegistrationOutcome> {
  const { act, commandId, input = null } = command;
  const asked = { type: `fairRegistration.${act}`, target: command.id, id: commandId, input };
  const outcome = await inTransaction(ctx, async (tx) => {
    const r = orNotFound(await lockForCommand(tx, command.id, claimCommand(ctx, asked)));
    const parties = command.by.some((party) => isParty[party](ctx, r));
    if (!parties && ctx.actor.kind !== "system") throw notFound();
    if (commandId && !r.fresh) return storedResult<RegistrationOutcome>(tx, ctx, asked);
    requireRevision(r.rev, command.ifRev);
    const running = r.fairStatus === "registration" || r.fairStatus === "published";
    if (!running || r.now >= r.closesAt)
      throw new AppError("FAIR_STATE", { facts: { status: r.fairStatus } });
    requireAct(r.status, act);
    const { set, booth = null, frees = false, detail: more = {} } = await decide(r, tx);
    if (frees) await releaseBoothAndQuota(tx, r);
    const rev = await updateRegistration(tx, r.id, set);
    const { id, fairId, reference } = r;
    const { status } = set;
    const done = { id, fairId, reference, status, booth, created: false, rev };
    const besides = commandId ? storeResult(ctx, asked, done) : undefined;
    await recordRegistration(tx, ctx, {
      of: r,
      action: act,
      status,
      from: r.status,
      rev,
      detail: more,
      besides,
    });
    return done;
  });
  ctx.ring("changes");
  return outcome;
}
