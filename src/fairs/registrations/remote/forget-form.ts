import { z } from "zod";
import type { Tx } from "../../../../db/client.ts";
import { eraseRecord } from "../../../platform/changes/index.ts";
import { DivisionCode, Id } from "../../../platform/core/schema.ts";
import { FORM_KIND } from "./schema.ts";

/** The members of an own command's body that name what was sent with it. */
const Body = z.object({
  target: z.object({ city: DivisionCode }),
  actor: z.object({ city: DivisionCode }),
  payload: z.object({ formId: Id.optional() }),
});

/** Erases what was sent with a command once the command is settled: nobody needs it any more. */
export async function forgetForm(tx: Tx, body: string): Promise<void> {
  const { target, actor, payload } = Body.parse(JSON.parse(body));
  if (payload.formId === undefined) return;
  const audience = `to/${target.city}` as const;
  await eraseRecord(tx, { city: actor.city, audience, kind: FORM_KIND, id: payload.formId, rev: 2 });
}
