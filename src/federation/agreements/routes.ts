import { z } from "zod";
import { systemContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import type { Policy } from "../../platform/core/policy.ts";
import { fieldErrors, Pages } from "../../platform/http/index.ts";
import { activateAgreement } from "./activate.ts";
import { readAgreement } from "./document.ts";
import { AGREEMENTS_PATH, tellAgreements } from "./exchange.ts";

/** The signatures of the note itself say whether it holds, so it may come from anybody. */
const ANYONE: Policy = { who: "anyone" };
const Sent = z.strictObject({ note: z.string().max(900_000) });

/** Routes by which nodes tell each other signed agreements. */
export const agreementRoutes = (): Pages =>
  new Pages()
    .get(AGREEMENTS_PATH, ANYONE, async (c) => {
      c.header("cache-control", "no-store");
      return c.json(await tellAgreements(c.get("services")), 200);
    })
    .post(AGREEMENTS_PATH, ANYONE, async (c) => {
      const json = await c.req.json<unknown>().catch(() => {
        throw new AppError("MALFORMED_BODY");
      });
      const { success, data, error } = Sent.safeParse(json);
      if (!success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(error) });
      const ctx = systemContext(c.get("services"), "agreements");
      refuseFirst(data.note);
      return c.json(await activateAgreement(ctx, data.note), 200);
    });

/** Throws AGREEMENT_REFUSED for a first revision: people put it into force on each node. */
function refuseFirst(note: string): void {
  let revision = 0;
  try {
    ({ revision } = readAgreement(note).content);
  } catch {
    return; // The activation names the fault.
  }
  if (revision === 1)
    throw new AppError("AGREEMENT_REFUSED", { fields: [{ path: "note", code: "FIRST_REVISION" }] });
}
