import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { recordRegistration } from "./record-registration.ts";
import { type Meets, selectMeets } from "./store/registration-views.ts";
import { lockRegistration, updateRegistration } from "./store/registrations.ts";

/** Locks a registration, and returns how people meet its booth now. */
export async function lockMeets(tx: Tx, id: string): Promise<Meets> {
  await lockRegistration(tx, id);
  return selectMeets(tx, id);
}

/**
 * Tells readers of the public log that people meet a booth of an own fair in another way than `before`: it
 * has a meeting room or slots now, or none any more. The caller has locked the registration.
 */
export async function tellMeets(
  tx: Tx,
  ctx: RequestContext,
  { id, before }: { id: string; before: Meets },
): Promise<void> {
  const now = await selectMeets(tx, id);
  const of = await lockRegistration(tx, id);
  if (!of || (now.room === before.room && now.slots === before.slots)) return;
  const rev = await updateRegistration(tx, id, {});
  const { status } = of;
  await recordRegistration(tx, ctx, { of, action: "meets", status, from: status, rev, detail: { ...now } });
}
