import type { Tx } from "../../../db/client.ts";
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
import { recordRegistration } from "./record-registration.ts";
import type { Carried } from "./remote/schema.ts";
import { sendStep } from "./remote/send-step.ts";
import { selectSent, writeConflict } from "./remote/store/sent.ts";
import { type Act, requireAct, requireActive } from "./rules.ts";
import type { RegistrationOutcome, WaitsFor } from "./schema.ts";
import { freeBooth, returnQuota, type TakenBooth } from "./store/booths.ts";
import {
  type LockedRegistration,
  lockForCommand,
  type RegistrationChange,
  updateRegistration,
} from "./store/registrations.ts";

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

type Command = RegistrationStep & {
  act: Act;
  by: readonly RegistrationParty[];
  input?: unknown;
  /** Content of the step for the home of a fair of another node. */
  carries?: Carried;
};

/**
 * Frees the booth of a registration and returns it to the endorsing city's quota. Returns false if it has
 * none.
 */
export async function releaseBoothAndQuota(tx: Tx, r: LockedRegistration): Promise<boolean> {
  if (!(await freeBooth(tx, r.id))) return false;
  if (r.hostedHere) await returnQuota(tx, r.fairId, r.endorsingCity);
  return true;
}

/**
 * Runs one step of one registration in a transaction, once per command. Locks the registration, checks
 * caller, revision and status, calls `decide`, and writes its result with audit row and feed changes. Throws
 * NOT_FOUND unless the caller is one of the parties `by`, REVISION_CONFLICT, FAIR_STATE if the fair is a
 * draft, cancelled, reported or over, FAIR_REGISTRATION_STATE if the status does not allow the step,
 * ENTERPRISE_STATE if the enterprise is suspended and the step needs an active one. A step at a fair of
 * another node counts here at once and is sent to that node: throws FAIR_ELSEWHERE if no clause grants it.
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
    if (!r.hostedHere && !(await selectSent(tx, r.id))) throw new AppError("HOSTED_ELSEWHERE");
    requireAct(r.status, act);
    requireActive(r.enterpriseStatus, act);
    const { set, booth = null, waitsFor = null, frees = false, detail: more = {} } = await decide(r, tx);
    if (!r.hostedHere) {
      await sendStep(tx, ctx, { of: r, act, carries: { ...command.carries, ifRev: command.ifRev } });
      await writeConflict(tx, r.id, null);
    }
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
