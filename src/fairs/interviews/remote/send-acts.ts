import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/core/errors.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { type Booth, requireBoothActs, sendBoothCommand } from "../../booth-desk/index.ts";
import type { FairHead } from "../../fair/index.ts";
import { routeToHost, sendVisitorAct } from "../../tickets/index.ts";
import { dropRefusals } from "../store/refused-asks.ts";
import { giveTurnUp, selectOwnTurns } from "../store/told-meetings.ts";
import { dropWish } from "../store/wishes.ts";
import type { BoothAct, TurnCommand, WishCommand } from "./schema.ts";

/**
 * Time in which the host must answer an act at a running fair, in milliseconds. A call that arrives later
 * would bring people to a booth that waits for nobody.
 */
const NOW_MS = 10 * 60_000;
export const TURNS = { type: "joinQueue", kind: "queueTurn" } as const;
const WISHES = { type: "wishInterviews", kind: "queueTurn" } as const;

type Visit = { fair: FairHead; personId: string };

async function send(
  tx: Tx,
  ctx: RequestContext,
  { fair, personId }: Visit,
  {
    type,
    payload,
    withdraws = false,
    withinMs,
  }: { type: string; payload: TurnCommand | WishCommand; withdraws?: boolean; withinMs?: number },
): Promise<void> {
  const asked = type === WISHES.type ? WISHES : TURNS;
  const route = await routeToHost(tx, { personId, host: fair.hostCity, withdraws, asked });
  const target = { kind: "fair", id: fair.id };
  await sendVisitorAct(tx, ctx, route, { type, target, fairId: fair.id, personId, payload, withinMs });
  await recordAudit(tx, ctx, {
    action: `queue.${type}`,
    subjectKind: "fair",
    subjectId: fair.id,
    city: route.city,
    detail: { ...payload },
  });
}

/**
 * Asks the host of a fair at another node for a number in a booth's queue. Returns the number that the person
 * has there, or null: the host gives it. Throws FAIR_STATE outside the fair's hours, HOSTED_ELSEWHERE if no
 * agreement lets the person's city ask.
 */
export async function askForTurn(
  tx: Tx,
  ctx: RequestContext,
  { fair, personId, booth }: Visit & { booth: Booth },
): Promise<{ number: number | null }> {
  const { registrationId } = booth;
  if (booth.now < booth.opensAt || booth.now >= booth.closesAt)
    throw new AppError("FAIR_STATE", { facts: { status: booth.fairStatus } });
  const open = (await selectOwnTurns(tx, fair.id, personId)).find(
    ({ registrationId: at, told }) =>
      at === registrationId && told.status !== "done" && told.status !== "left",
  );
  if (open) return { number: open.told.number };
  await dropRefusals(tx, { personId, registrationIds: [registrationId], kind: "turn" });
  await send(
    tx,
    ctx,
    { fair, personId },
    { type: "joinQueue", payload: { registrationId }, withinMs: NOW_MS },
  );
  return { number: null };
}

/**
 * Gives a turn up at a fair of another node, here at once, with its interview and the wish for it. Throws
 * NOT_FOUND without a turn, QUEUE_STATE if the talk has begun.
 */
export async function giveUpAway(
  tx: Tx,
  ctx: RequestContext,
  { fair, personId, registrationId }: Visit & { registrationId: string },
): Promise<void> {
  const own = (await selectOwnTurns(tx, fair.id, personId)).find(
    (one) => one.registrationId === registrationId,
  );
  if (own?.told.status === "serving") throw new AppError("QUEUE_STATE", { facts: { status: "serving" } });
  if ((await giveTurnUp(tx, { registrationId, personId })).length === 0) throw notFound();
  await dropWish(tx, { fairId: fair.id, personId, registrationId });
  await send(
    tx,
    ctx,
    { fair, personId },
    { type: "leaveQueue", payload: { registrationId }, withdraws: true },
  );
}

/** Sends a person's wishes to the host of a fair at another node, which makes the timetable. */
export const sendWishes = (tx: Tx, ctx: RequestContext, visit: Visit, payload: WishCommand): Promise<void> =>
  send(tx, ctx, visit, { type: WISHES.type, payload });

/**
 * Sends an act of a booth's recruiter to the host of a fair at another node, whose queue it is. Throws
 * HOSTED_ELSEWHERE unless an agreement in force lets the enterprise's city act there.
 */
export async function sendBoothAct(
  tx: Tx,
  ctx: RequestContext,
  booth: Booth,
  payload: BoothAct,
): Promise<void> {
  const { registrationId, enterpriseId, hostCity: host } = booth;
  const city = await requireBoothActs(tx, { enterpriseId, host });
  await sendBoothCommand(tx, ctx, booth, { type: "boothAct", city, payload, withinMs: NOW_MS });
  const subject = { subjectKind: "fairRegistration", subjectId: registrationId, city };
  await recordAudit(tx, ctx, { action: "booth.act", ...subject, detail: { act: payload.act } });
}
