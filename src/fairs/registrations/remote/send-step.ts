import type { Tx } from "../../../../db/client.ts";
import { emitSealed, type Need, type Sender, writeCommand } from "../../../peers/index.ts";
import { newestRevs } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import type { Act } from "../rules.ts";
import { type Carried, FORM_KIND, type RegistrationForm } from "./schema.ts";
import { expectedRev } from "./store/sent.ts";
import { requireWay } from "./way-to-home.ts";

/** A registration for a fair of another node. */
export type SentOf = {
  id: string;
  reference: string;
  fairId: string;
  enterpriseId: string;
  hostCity: string;
  endorsingCity: string;
};

type Sent = { type: string; role: Extract<Sender["role"], "member" | "officer">; granted: boolean };

/**
 * Commands by act. An answer to an offer and a withdrawal need no clause: they end or take back what was
 * granted.
 */
const COMMANDS: Readonly<Partial<Record<Act, Sent>>> = {
  submit: { type: "register", role: "member", granted: true },
  edit: { type: "edit", role: "member", granted: true },
  recommend: { type: "recommend", role: "officer", granted: true },
  return: { type: "return", role: "officer", granted: true },
  answer: { type: "answerOffer", role: "member", granted: false },
  withdraw: { type: "withdrawRegistration", role: "member", granted: false },
};

/** Returns the newest versions of the records by which the home knows the enterprise and its postings. */
async function shownNeeds(tx: Tx, of: SentOf, postingIds: readonly string[]): Promise<Need[]> {
  const stream = `${of.endorsingCity}/public`;
  const needs: Need[] = [];
  for (const [kind, ids] of [
    ["enterprise", [of.enterpriseId]],
    ["posting", postingIds],
  ] as const)
    for (const [id, rev] of await newestRevs(tx, { stream, kind, ids }))
      needs.push({ stream, kind, id, rev: Math.max(1, rev) });
  return needs;
}

/** Seals what a command carries for the fair's home. Returns the need of it. */
async function sendForm(
  tx: Tx,
  ctx: RequestContext,
  of: SentOf,
  { brings, reason }: Pick<Carried, "brings" | "reason">,
): Promise<Need> {
  const { id: registrationId, fairId, enterpriseId, endorsingCity: city, hostCity: receiver } = of;
  const id = ctx.ids.uuid();
  const carried = { brings: brings ?? null, reason: reason ?? null };
  const value: RegistrationForm = { registrationId, fairId, enterpriseId, ...carried };
  await emitSealed(tx, { city, receiver, kind: FORM_KIND, id, rev: 1, value });
  return { stream: `${city}/to/${receiver}`, kind: FORM_KIND, id, rev: 1 };
}

/**
 * Sends a step that was taken here to the fair's home, in the transaction of the step. Commands of one
 * registration go one after the other. Throws FAIR_ELSEWHERE if no clause grants the step.
 */
export async function sendStep(
  tx: Tx,
  ctx: RequestContext,
  { of, act, carries }: { of: SentOf; act: Act; carries: Carried },
): Promise<void> {
  const sent = COMMANDS[act];
  if (!sent) throw new Error(`no command for ${act}`);
  const { type, role, granted } = sent;
  const { endorsingCity: city, hostCity: receiver } = of;
  if (granted) await requireWay(tx, { city, receiver }, type);
  const { brings, reason, accept, ifRev } = carries;
  const form = brings || reason ? await sendForm(tx, ctx, of, carries) : null;
  const shown = brings ? await shownNeeds(tx, of, brings.postingIds ?? []) : [];
  const registered = act === "submit" && { registrationId: of.id, reference: of.reference };
  const kind = act === "submit" ? "fair" : "fairRegistration";
  await writeCommand(tx, ctx, {
    type,
    target: {
      city: receiver,
      kind,
      id: act === "submit" ? of.fairId : of.id,
      ...(ifRev !== undefined && { ifRev: await expectedRev(tx, of.id) }),
    },
    actor: { city, role, subject: role === "member" ? of.enterpriseId : null },
    needs: form ? [form, ...shown] : shown,
    payload: {
      ...registered,
      ...(form && { formId: form.id }),
      ...(accept !== undefined && { accept }),
    },
    subject: { kind: "fairRegistration", id: of.id },
  });
}
