import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { recordRegistration } from "../record-registration.ts";
import { type LockedRegistration, lockRegistration, updateRegistration } from "../store/registrations.ts";
import type { ToldRegistration } from "./schema.ts";
import { type Sent, selectSent } from "./store/sent.ts";
import { isReferenceTaken, type Standing, selectStanding, writePlace } from "./store/standing.ts";

/** Returns the part of a registration that its page shows, as a text to compare. */
const shownOf = (of: Standing | ToldRegistration): string => {
  const { status, reason, booth, offerEndsAt, venueWishes, wishNote, recruiters } = of;
  const { contactName, contactPhone, reference, waitsFor } = of;
  const place = booth && [booth.venueId, booth.code];
  const waits = status === "waitlisted" ? waitsFor : null;
  return JSON.stringify([
    [status, reason, place, offerEndsAt, waits, reference],
    [[...of.postingIds].sort(), venueWishes, wishNote, recruiters, contactName, contactPhone],
  ]);
};

/**
 * Returns what the fair's home told, if it counts now. While a command waits, the own act counts. What is
 * older than the last answered command will be followed by a newer version.
 */
const standing = ({ told, toldRev, waiting, answeredRev }: Sent): ToldRegistration | null =>
  waiting > 0 || toldRev < answeredRev ? null : told;

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

async function write(tx: Tx, r: LockedRegistration, told: ToldRegistration): Promise<number> {
  const { id } = r;
  await writePlace(tx, r, told);
  const { reference, status, reason, venueWishes, wishNote, recruiters, contactName, contactPhone } = told;
  const taken = await isReferenceTaken(tx, { reference, id });
  return updateRegistration(tx, id, {
    ...(taken ? {} : { reference }),
    status,
    reason,
    venueWishes,
    wishNote,
    recruiters,
    contactName,
    contactPhone,
    recommendedAt: dateOf(told.recommendedAt),
    decidedAt: dateOf(told.decidedAt),
    waitlistedAt: dateOf(told.waitlistedAt),
    offerEndsAt: dateOf(told.offerEndsAt),
  });
}

/**
 * Makes the own row of a registration what its fair's home told last, once no own command is under way. The
 * enterprise is told as at home. `failed`: the home refused an act, which is therefore undone here.
 */
export async function applyTold(
  tx: Tx,
  ctx: RequestContext,
  { id, failed }: { id: string; failed: boolean },
): Promise<void> {
  const r = await lockRegistration(tx, id);
  const sent = r && (await selectSent(tx, id));
  const told = sent ? standing(sent) : null;
  if (!r || !told || shownOf(told) === shownOf(await selectStanding(tx, id))) return;
  const rev = await write(tx, r, told);
  const confirmed = told.commandId !== null && told.status === r.status;
  const action = failed ? "undelivered" : confirmed ? "confirm" : told.action;
  const { status, waitsFor } = told;
  await recordRegistration(tx, ctx, { of: r, action, status, from: r.status, rev, waitsFor });
}
