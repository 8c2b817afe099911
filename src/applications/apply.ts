import type { Tx } from "../../db/client.ts";
import { consentFrom, insertConsent, saveProfileIn } from "../candidates/index.ts";
import { type Places, placesOf } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, namedPart, type Part, runOnce } from "../platform/core/store.ts";
import { getPosting } from "../postings/index.ts";
import { firstStep, recordStep } from "./record.ts";
import { firstSending, type Route, routeTo, sendApplication } from "./remote/route.ts";
import { CONSENT_DAYS, sharedFields } from "./rules.ts";
import { type ApplyInput, CONSENT_FIELDS } from "./schema.ts";
import { APPLIED, insertFirst, lockMine } from "./store/first.ts";
import { type Existing, lockGround, type Target } from "./store/ground.ts";
import { renewConsent, sendAgain } from "./store/writes.ts";

export type Applied = { id: string; reference: string; created: boolean };

/** States in which a new consent gives the enterprise access to the card again. */
const REOPENS: ReadonlySet<string> = new Set(["sent", "invited", "started"]);

/**
 * Throws the error that the posting's page gives (POSTING_EXPIRED, GONE or NOT_FOUND), or else POSTING_STATE.
 */
async function throwForClosedPosting(ctx: RequestContext, postingId: string): Promise<never> {
  await getPosting(ctx, postingId);
  throw new AppError("POSTING_STATE");
}

type Sending = {
  accountId: string;
  postingId: string;
  input: ApplyInput;
  /**
   * Ensures that the person has a card, or throws. Called only if the posting is open and its employer
   * verified. `carded`: there is one. Returns the home city that a new card gave the person, if any.
   */
  card(carded: boolean): Promise<string | null>;
  /** Another node sent the application: its id and reference there, and the consent that it rests on. */
  given?: { id: string; reference: string; consentId: string };
  /** A part that the statement of a first application gets. `done` is called once it has run. */
  besides?: { part(from: Part, applied: Applied): Part | null; done(): void };
};

/** The consent that a person of this node gives by sending an application. */
function newConsent(ctx: RequestContext, { target, route, sending }: Way) {
  const limit = route && route.fields.length > 0 ? route.fields : CONSENT_FIELDS;
  const fields = sharedFields(CONSENT_FIELDS, sending.input.withhold ?? []).filter((field) =>
    limit.includes(field),
  );
  return {
    id: ctx.ids.uuid(),
    accountId: sending.accountId,
    purpose: "application" as const,
    receiverId: target.enterpriseId,
    fields,
    days: CONSENT_DAYS,
  };
}

/** An application to an open posting, where its sides are at home, and how it reaches another node. */
type Way = { sending: Sending; target: Target; places: Places; route: Route | null };

/**
 * Writes a person's application inside a transaction. Returns null if the posting is not open or the reader
 * may not see it. Creates a consent, which the person gives by sending the application or by showing a code
 * at a booth. To a posting of another node it also sends the sealed card and a command. Throws
 * APPLY_ELSEWHERE if no agreement lets it.
 */
export async function applyFor(tx: Tx, ctx: RequestContext, sending: Sending): Promise<Applied | null> {
  const { accountId, postingId } = sending;
  const ground = await lockGround(tx, { accountId, postingId, scope: ctx.scope });
  if (!ground) return null;
  const { target, mine } = ground;
  if (!target.verified) throw new AppError("POSTING_UNCLAIMED");
  const settledCity = await sending.card(ground.carded);
  const { homeCity } = target;
  const known = settledCity ?? ground.places.personCity;
  // Without a known home city, another transaction may just have settled it.
  const places = known
    ? { ...ground.places, personCity: known }
    : await placesOf(tx, { personId: accountId, city: homeCity });
  // The terms that were read are those of the city that the person had before.
  const terms = known === ground.places.personCity ? ground.terms : null;
  const route = await routeTo(tx, { places, homeCity, terms });
  const way = { sending, target, places, route };
  return mine ? applyAgain(tx, ctx, way, mine) : applyFirst(tx, ctx, way);
}

/** Writes the first application of a person to a posting. Returns another one that has just been written. */
async function applyFirst(tx: Tx, ctx: RequestContext, way: Way): Promise<Applied> {
  const { sending, target, places, route } = way;
  const { accountId, postingId, input, given } = sending;
  const application = {
    id: given?.id ?? ctx.ids.uuid(),
    reference: given?.reference ?? ctx.ids.reference(),
  };
  const consent = newConsent(ctx, way);
  const consentId = given?.consentId ?? consent.id;
  const { enterpriseId, homeCity } = target;
  const of = { id: application.id, accountId, enterpriseId, postingId, homeCity };
  const came = { message: input.message ?? null, channel: input.channel ?? "web" } as const;
  const via = input.via ?? null;
  const { fields, days } = consent;
  const sent = route && {
    ...{ route, postingId, consentId, message: came.message },
    application: { ...application, channel: came.channel, via },
    card: { accountId, enterpriseId, fields, days },
  };
  const row = { ...application, ...came, accountId, target, consentId, via };
  const applied = { ...application, created: true };
  const besides = sending.besides?.part(APPLIED, applied);
  const written = await insertFirst(tx, row, [
    ...(besides ? [namedPart("besides", besides)] : []),
    ...(given ? [] : [namedPart("consented", consentFrom(APPLIED, consent))]),
    ...(sent ? await firstSending(tx, ctx, APPLIED, sent) : []),
    ...firstStep(APPLIED, ctx, { of, places }),
  ]);
  if (written) {
    sending.besides?.done();
    return applied;
  }
  const theirs = await lockMine(tx, accountId, postingId);
  if (!theirs) throw new AppError("CONFLICT");
  return { ...theirs, created: false };
}

/** Sends a withdrawn application again, or gives a new consent for one that is open. */
async function applyAgain(tx: Tx, ctx: RequestContext, way: Way, existing: Existing): Promise<Applied> {
  const { sending, target, route } = way;
  const { accountId, postingId, input, given } = sending;
  const open = existing.status !== "withdrawn";
  if (open && (existing.consentStands || !REOPENS.has(existing.status)))
    return { ...existing, created: false };
  const consent = newConsent(ctx, way);
  const consentId = given?.consentId ?? consent.id;
  if (!given) await insertConsent(tx, consent);
  const { enterpriseId, homeCity } = target;
  const of = { id: existing.id, accountId, enterpriseId, postingId, homeCity };
  const message = input.message ?? null;
  const send = async () => {
    const { id, reference } = existing;
    const application = { id, reference, channel: input.channel ?? "web", via: input.via ?? null };
    if (route) await sendApplication(tx, ctx, { route, postingId, consentId, message, application });
  };
  if (open) {
    // The person withdrew the consent after the answer. The answer stays, and a new consent makes the card
    // readable again.
    const rev = await renewConsent(tx, existing.id, consentId);
    await send();
    await recordStep(tx, ctx, { of, kind: "consent", by: "seeker", status: existing.status, rev });
    return { ...existing, created: false };
  }
  await sendAgain(tx, existing.id, consentId, message);
  await send();
  await recordStep(tx, ctx, { of, kind: "send", by: "seeker", status: "sent", rev: existing.rev + 1 });
  return { id: existing.id, reference: existing.reference, created: true };
}

async function applyIn(
  tx: Tx,
  ctx: RequestContext,
  postingId: string,
  input: ApplyInput,
): Promise<Applied | null> {
  const { accountId } = requireAccount(ctx.actor);
  const card = async (carded: boolean) => {
    if (input.card) return (await saveProfileIn(tx, ctx, input.card)).homeCity;
    if (!carded) throw new AppError("PROFILE_REQUIRED");
    return null;
  };
  return applyFor(tx, ctx, { accountId, postingId, input, card });
}

/** The error of a posting that is not open. Thrown inside the transaction, so that no result is stored. */
const NOT_OPEN = new AppError("POSTING_STATE");

/**
 * Sends the caller's card to the enterprise of a posting, with a consent that names receiver, purpose, fields
 * and end. Runs once per command. A person has one application per posting: a repeat returns the first one
 * (`created` is false). Throws POSTING_EXPIRED, GONE or NOT_FOUND for a posting that is not open. Throws
 * POSTING_UNCLAIMED if its employer is not verified, PROFILE_REQUIRED if the caller has no card and sends
 * none, APPLY_ELSEWHERE if the posting's city takes no applications from the caller's.
 */
export async function apply(
  ctx: RequestContext,
  input: ApplyInput & { postingId: string },
): Promise<Applied> {
  requireAccount(ctx.actor);
  const { postingId, commandId, ...rest } = input;
  const command = { type: "application.send", target: postingId, id: commandId, input: rest };
  try {
    const done = await inTransaction(ctx, (tx) =>
      runOnce(tx, ctx, command, async () => {
        const applied = await applyIn(tx, ctx, postingId, rest);
        if (!applied) throw NOT_OPEN;
        return { id: applied.id, reference: applied.reference, created: applied.created };
      }),
    );
    ctx.ring("changes");
    return done;
  } catch (error) {
    if (error === NOT_OPEN) return throwForClosedPosting(ctx, postingId);
    throw error;
  }
}
