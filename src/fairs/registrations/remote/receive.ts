import type { RequestContext } from "../../../platform/context.ts";
import { peerCityOf } from "../../../platform/core/actor.ts";
import { invalid, orNotFound } from "../../../platform/core/errors.ts";
import type { RegistrationStep } from "../change-registration.ts";
import { editRegistration } from "../edit-registration.ts";
import { recommendRegistration } from "../recommend-registration.ts";
import { registerForFair } from "../register-for-fair.ts";
import { RegistrationInput, type RegistrationOutcome } from "../schema.ts";
import type { RegistrationForm } from "./schema.ts";
import { selectForm } from "./store/forms.ts";

/**
 * Returns what the peer's city sent for this registration. Throws NOT_FOUND without it, for example after the
 * city erased it.
 */
async function formOf(
  ctx: RequestContext,
  { formId, registrationId }: { formId: string; registrationId: string },
): Promise<RegistrationForm> {
  const city = peerCityOf(ctx.actor) ?? "";
  const form = orNotFound(await selectForm(ctx.db, { id: formId, city }));
  return orNotFound(form.registrationId === registrationId ? form : undefined);
}

/**
 * Registers an enterprise of another city for a fair here, as its city's command asks. The enterprise must be
 * that for which the city acts. Throws as `registerForFair`, and CONFLICT if the id is taken.
 */
export async function receiveRegistration(
  ctx: RequestContext,
  of: { fairId: string; registrationId: string; reference: string; formId: string },
): Promise<RegistrationOutcome> {
  const { fairId, registrationId: id, reference } = of;
  const form = await formOf(ctx, of);
  const { enterpriseId } = form;
  const { success, data } = RegistrationInput.safeParse({ ...form.brings, enterpriseId });
  if (!success || form.fairId !== fairId) throw invalid("payload.formId", "FORM");
  return registerForFair(ctx, { ...data, fairId, given: { id, reference } });
}

/** Changes what an enterprise of another city brings. Throws as `editRegistration`. */
export async function receiveEdit(
  ctx: RequestContext,
  { formId, ...step }: RegistrationStep & { formId: string },
): Promise<RegistrationOutcome> {
  const { brings } = await formOf(ctx, { formId, registrationId: step.id });
  if (!brings) throw invalid("payload.formId", "FORM");
  return editRegistration(ctx, { ...step, edit: brings });
}

/** Returns a registration to its enterprise, as its union in another city asks. Throws like `recommend`. */
export async function receiveReturn(
  ctx: RequestContext,
  { formId, ...step }: RegistrationStep & { formId: string },
): Promise<RegistrationOutcome> {
  const { reason } = await formOf(ctx, { formId, registrationId: step.id });
  if (!reason) throw invalid("payload.formId", "FORM");
  return recommendRegistration(ctx, { ...step, decision: "return", reason });
}
