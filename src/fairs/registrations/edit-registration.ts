import type { RequestContext } from "../../platform/context.ts";
import { changeRegistration, type RegistrationStep } from "./change-registration.ts";
import { writeChoices } from "./register-for-fair.ts";
import type { RegistrationOutcome, RegistrationPatch } from "./schema.ts";

/** Changes the postings, venue wishes, recruiters or contact of a registration. Its status stays. */
export const editRegistration = (
  ctx: RequestContext,
  { edit, ...step }: RegistrationStep & { edit: RegistrationPatch },
): Promise<RegistrationOutcome> =>
  changeRegistration(
    ctx,
    { ...step, act: "edit", by: ["enterprise", "home"], input: edit, carries: { brings: edit } },
    async (r, tx) => {
      const { postingIds, ...values } = edit;
      await writeChoices(tx, r, { postingIds, venueWishes: values.venueWishes });
      return { set: { ...values, status: r.status } };
    },
  );
