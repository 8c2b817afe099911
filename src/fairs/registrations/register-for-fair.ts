import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../platform/core/errors.ts";
import { requireMemberOf, requireParty } from "../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../platform/core/store.ts";
import { citiesOfAgreement, type FairHead, registrationOpen, selectHead } from "../fair/index.ts";
import { recordRegistration } from "./record-registration.ts";
import { type SentOf, sendStep } from "./remote/send-step.ts";
import { insertSent, writeConflict } from "./remote/store/sent.ts";
import { hostingOf, isReferenceTaken, isTaken } from "./remote/store/standing.ts";
import { isOpenTo, requireAct } from "./rules.ts";
import type { RegistrationInput, RegistrationOutcome } from "./schema.ts";
import { invitingCity, useInvitation } from "./store/invitations.ts";
import {
  findRegistration,
  insertRegistration,
  lockEnterprise,
  lockRegistration,
  putPostings,
  updateRegistration,
  venuesOf,
} from "./store/registrations.ts";

type Enterprise = { id: string; homeCity: string };

/**
 * Returns the city whose union recommends the enterprise: with an invitation code the inviting city, else the
 * home city. Throws INVALID_INPUT if the code is unknown or used, or if there is no code and the home city is
 * not in the agreement.
 */
async function endorserOf(
  tx: Tx,
  fair: FairHead,
  enterprise: Enterprise,
  code: string | undefined,
): Promise<string> {
  if (code) {
    const city = await invitingCity(tx, fair.id, code);
    if (!city) throw invalid("invitation", "UNKNOWN");
    return city;
  }
  if (!(await citiesOfAgreement(tx, fair.agreementId)).has(enterprise.homeCity))
    throw invalid("invitation", "MISSING");
  return enterprise.homeCity;
}

/**
 * Writes the postings of a registration. Throws INVALID_INPUT if a wish is no venue of the fair, or if a
 * posting is not live or belongs to another enterprise. The caller writes the wishes.
 */
export async function writeChoices(
  tx: Tx,
  r: { id: string; fairId: string; enterpriseId: string },
  input: { venueWishes?: readonly string[] | undefined; postingIds?: readonly string[] | undefined },
): Promise<void> {
  const venues = await venuesOf(tx, r.fairId);
  if (input.venueWishes?.some((id) => !venues.has(id))) throw invalid("venueWishes", "UNKNOWN");
  if (input.postingIds && !(await putPostings(tx, r, input.postingIds)))
    throw invalid("postingIds", "NOT_LIVE");
}

/** Id and reference that the node of an enterprise gave its registration. */
type Given = { id: string; reference: string };

/**
 * Returns id and reference of a new registration: those that its own node gave it, another reference if that
 * is taken here. Throws CONFLICT if the id is that of another registration.
 */
async function namesOf(
  tx: Tx,
  ctx: RequestContext,
  { given, ...of }: { given: Given | undefined; fairId: string; enterpriseId: string },
): Promise<Given> {
  if (!given) return { id: ctx.ids.uuid(), reference: ctx.ids.reference() };
  const { id } = given;
  if (await isTaken(tx, { ...of, id })) throw new AppError("CONFLICT");
  return (await isReferenceTaken(tx, given)) ? { id, reference: ctx.ids.reference() } : given;
}

type Registering = RegistrationInput & { given?: Given | undefined };

async function registerIn(
  tx: Tx,
  ctx: RequestContext,
  fair: FairHead,
  input: Registering,
): Promise<RegistrationOutcome> {
  const enterprise = orNotFound(await lockEnterprise(tx, input.enterpriseId));
  if (enterprise.status !== "verified")
    throw new AppError("ENTERPRISE_STATE", { facts: { status: enterprise.status } });
  if (!registrationOpen(fair, fair.now)) throw new AppError("FAIR_REGISTRATION_CLOSED");
  const known = await findRegistration(tx, fair.id, enterprise.id);
  const mine = known ? orNotFound(await lockRegistration(tx, known)) : null;
  if (mine && input.given && input.given.id !== mine.id) throw new AppError("CONFLICT");
  if (mine && !isOpenTo(mine.status, "submit")) {
    if (mine.status === "refused") requireAct(mine.status, "submit");
    const { id, reference, status, rev } = mine;
    return { id, fairId: fair.id, reference, status, booth: null, waitsFor: null, created: false, rev };
  }
  const endorsingCity = mine?.endorsingCity ?? (await endorserOf(tx, fair, enterprise, input.invitation));
  const { venueWishes, wishNote, recruiters, contactName, contactPhone } = input;
  const values = { venueWishes, wishNote, recruiters, contactName, contactPhone };
  const named = { given: input.given, fairId: fair.id, enterpriseId: enterprise.id };
  const { id, reference } = mine ?? (await namesOf(tx, ctx, named));
  const row = { id, reference, fairId: fair.id, enterpriseId: enterprise.id, endorsingCity, ...values };
  const status = "submitted" as const;
  // A concurrent request has just inserted the registration: run again and find it.
  if (!mine && !(await insertRegistration(tx, { ...row, status }))) return registerIn(tx, ctx, fair, input);
  const rev = mine ? await updateRegistration(tx, id, { ...values, status, reason: null }) : 1;
  await writeChoices(tx, row, input);
  if (!mine && input.invitation) await useInvitation(tx, input.invitation, id);
  const { hostCity, agreementId, closesAt } = fair;
  const hosting = await hostingOf(tx, { hostCity, endorsingCity });
  const of = { ...row, ...hosting, hostCity, agreementId, closesAt, enterpriseStatus: enterprise.status };
  if (!hosting.hostedHere) await sendAway(tx, ctx, of, input);
  await recordRegistration(tx, ctx, { of, action: "submit", status, from: mine?.status, rev });
  return { id, fairId: fair.id, reference, status, booth: null, waitsFor: null, created: true, rev };
}

/** Sends a registration to the home of its fair, which another node hosts. */
async function sendAway(
  tx: Tx,
  ctx: RequestContext,
  of: SentOf & { endorsedHere: boolean },
  { postingIds, venueWishes, wishNote, recruiters, contactName, contactPhone }: RegistrationInput,
): Promise<void> {
  if (!of.endorsedHere) throw new AppError("FAIR_ELSEWHERE");
  await insertSent(tx, of.id);
  await writeConflict(tx, of.id, null);
  const brings = { postingIds, venueWishes, wishNote, recruiters, contactName, contactPhone };
  await sendStep(tx, ctx, { of, act: "submit", carries: { brings } });
}

/**
 * Registers an enterprise for a fair. The caller must be one of its members. A repeated call returns the
 * existing registration; a returned, declined or withdrawn one is submitted again. Next, a union recommends
 * it.
 * Throws NOT_FOUND, FAIR_REGISTRATION_CLOSED, ENTERPRISE_STATE unless the enterprise is verified,
 * FAIR_REGISTRATION_STATE after a refusal. Throws INVALID_INPUT for postings that are not live, venues of
 * another fair, and a missing, unknown or used invitation. For a fair of another node it counts here at once
 * and is sent there: throws FAIR_ELSEWHERE if no clause grants it. `given`: a peer registers its enterprise.
 */
export async function registerForFair(
  ctx: RequestContext,
  { fairId, ...input }: Registering & { fairId: string },
): Promise<RegistrationOutcome> {
  requireParty(ctx.actor);
  requireMemberOf(ctx.actor, input.enterpriseId);
  const outcome = await inTransaction(ctx, async (tx) => {
    const fair = orNotFound(await selectHead(tx, ctx, { id: fairId, invitation: input.invitation ?? null }));
    const { commandId: id, ...rest } = input;
    return runOnce(tx, ctx, { type: "fairRegistration.submit", target: fairId, id, input: rest }, () =>
      registerIn(tx, ctx, fair, input),
    );
  });
  ctx.ring("changes");
  return outcome;
}
