import type { Tx } from "../../../../db/client.ts";
import { peopleAway } from "../../../identity/index.ts";
import { emitSealed, isSealable } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import type { Booth } from "../store/desk.ts";
import type { ToldScan } from "./schema.ts";

type Passed = { accountId: string; ticketId: string; postingId: string; intent: boolean; at: Date };

/**
 * Tells the home of a person of another node that the ticket was shown at a booth. The home turns this into
 * consent and application. Returns false if that city's key is not known; then only the visit counts.
 */
export async function passOn(
  tx: Tx,
  { ids }: Pick<RequestContext, "ids">,
  { hostCity: city, fairId, registrationId }: Booth,
  { accountId, ticketId, postingId, intent, at }: Passed,
): Promise<boolean> {
  const person = (await peopleAway(tx, [accountId])).get(accountId);
  if (!person || !(await isSealable(tx, person.city))) return false;
  const { subject, city: receiver } = person;
  const value: ToldScan = {
    subject,
    fairId,
    ticketId,
    registrationId,
    postingId,
    intent,
    at: at.toISOString(),
  };
  await emitSealed(tx, { city, receiver, kind: "boothScan", id: ids.uuid(), rev: 1, value });
  return true;
}
