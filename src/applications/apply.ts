import type { Tx } from "../../db/client.ts";
import { dropConsent, getProfile, insertConsent, saveProfileIn } from "../candidates/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, runOnce } from "../platform/core/store.ts";
import { getPosting } from "../postings/index.ts";
import { recordStep } from "./record.ts";
import { type Route, routeTo, sendApplication } from "./remote/route.ts";
import { CONSENT_DAYS, sharedFields } from "./rules.ts";
import { type ApplyInput, CONSENT_FIELDS } from "./schema.ts";
import {
  insertApplication,
  lockMine,
  lockTarget,
  renewConsent,
  sendAgain,
  type Target,
} from "./store/writes.ts";

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
   * verified.
   */
  card(): Promise<void>;
  /** Another node sent the application: its id and reference there, and the consent that it rests on. */
  given?: { id: string; reference: string; consentId: string };
};

async function consentTo(
  tx: Tx,
  ctx: RequestContext,
  { target, route }: { target: Target; route: Route | null },
  sending: Sending,
): Promise<string> {
  if (sending.given) return sending.given.consentId;
  const id = ctx.ids.uuid();
  const limit = route && route.fields.length > 0 ? route.fields : CONSENT_FIELDS;
  const fields = sharedFields(CONSENT_FIELDS, sending.input.withhold ?? []).filter((field) =>
    limit.includes(field),
  );
  await insertConsent(tx, {
    id,
    accountId: sending.accountId,
    purpose: "application",
    receiverId: target.enterpriseId,
    fields,
    days: CONSENT_DAYS,
  });
  return id;
}

/**
 * Writes a person's application inside a transaction. Returns null if the posting is not open or the reader
 * may not see it. Creates a consent, which the person gives by sending the application or by showing a code
 * at a booth. To a posting of another node it also sends the sealed card and a command. Throws
 * APPLY_ELSEWHERE if no agreement lets it.
 */
export async function applyFor(tx: Tx, ctx: RequestContext, sending: Sending): Promise<Applied | null> {
  const { accountId, postingId, input } = sending;
  const target = await lockTarget(tx, postingId, ctx.scope);
  if (!target) return null;
  if (!target.verified) throw new AppError("POSTING_UNCLAIMED");
  await sending.card();
  const route = await routeTo(tx, { personId: accountId, homeCity: target.homeCity });
  const existing = await lockMine(tx, accountId, postingId);
  const open = existing && existing.status !== "withdrawn";
  if (open && (existing.consentStands || !REOPENS.has(existing.status)))
    return { ...existing, created: false };
  const consentId = await consentTo(tx, ctx, { target, route }, sending);
  const of = { accountId, enterpriseId: target.enterpriseId, postingId, homeCity: target.homeCity };
  const message = input.message ?? null;
  const send = async ({ id, reference }: { id: string; reference: string }) => {
    const application = { id, reference, channel: input.channel ?? "web" };
    if (route) await sendApplication(tx, ctx, { route, postingId, consentId, message, application });
  };
  if (open) {
    // The person withdrew the consent after the answer. The answer stays, and a new consent makes the card
    // readable again.
    const rev = await renewConsent(tx, existing.id, consentId);
    await send(existing);
    const step = { kind: "consent", by: "seeker", status: existing.status, rev } as const;
    await recordStep(tx, ctx, { of: { ...of, id: existing.id }, ...step });
    return { ...existing, created: false };
  }
  if (existing) {
    await sendAgain(tx, existing.id, consentId, message);
    await send(existing);
    const step = { kind: "send", by: "seeker", status: "sent", rev: existing.rev + 1 } as const;
    await recordStep(tx, ctx, { of: { ...of, id: existing.id }, ...step });
    return { id: existing.id, reference: existing.reference, created: true };
  }
  const application = {
    id: sending.given?.id ?? ctx.ids.uuid(),
    reference: sending.given?.reference ?? ctx.ids.reference(),
  };
  const came = { channel: input.channel ?? "web", via: input.via ?? null };
  if (!(await insertApplication(tx, { ...application, accountId, target, consentId, message, ...came }))) {
    if (!sending.given) await dropConsent(tx, consentId);
    const theirs = await lockMine(tx, accountId, postingId);
    if (!theirs) throw new AppError("CONFLICT");
    return { ...theirs, created: false };
  }
  await send(application);
  const step = { kind: "send", by: "seeker", status: "sent", rev: 1 } as const;
  await recordStep(tx, ctx, { of: { ...of, id: application.id }, ...step });
  return { ...application, created: true };
}

async function applyIn(
  tx: Tx,
  ctx: RequestContext,
  postingId: string,
  input: ApplyInput,
): Promise<Applied | null> {
  const { accountId } = requireAccount(ctx.actor);
  const card = async () => {
    if (input.card) await saveProfileIn(tx, ctx, input.card);
    else if (!(await getProfile({ ...ctx, db: tx }))) throw new AppError("PROFILE_REQUIRED");
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
