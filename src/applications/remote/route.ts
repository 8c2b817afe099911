import type { Tx } from "../../../db/client.ts";
import { giveCard, subjectAt } from "../../candidates/index.ts";
import { placesOf } from "../../identity/index.ts";
import { isSealable, termsOf, writeCommand } from "../../peers/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import type { ApplyCommand } from "./schema.ts";

/** How an act of a person of ours reaches the home of a posting at another node. */
export type Route = { city: string; receiver: string; fields: readonly string[] };

/**
 * Returns the way to a posting of another node, or null for one that this node hosts. Throws APPLY_ELSEWHERE
 * if no agreement in force lets the person's city send applications there.
 */
export async function routeTo(
  tx: Tx,
  { personId, homeCity }: { personId: string; homeCity: string },
): Promise<Route | null> {
  const { personCity, hosted } = await placesOf(tx, { personId, city: homeCity });
  if (hosted) return null;
  if (personCity === null) throw new AppError("APPLY_ELSEWHERE");
  const way = { city: personCity, receiver: homeCity };
  const { accepted, fields } = await termsOf(tx, { ...way, type: "apply", kind: "card" });
  if (!accepted || !(await isSealable(tx, homeCity))) throw new AppError("APPLY_ELSEWHERE");
  return { ...way, fields };
}

export type Outgoing = {
  route: Route;
  postingId: string;
  consentId: string;
  message: string | null;
  application: { id: string; reference: string; channel: ApplyCommand["channel"] };
};

/** Sends an application to the home of its posting: the sealed card, and the command that refers to it. */
export async function sendApplication(tx: Tx, ctx: RequestContext, sent: Outgoing): Promise<void> {
  const { route, postingId, consentId, message, application } = sent;
  const { city, receiver } = route;
  const subject = await giveCard(tx, ctx, { consentId, city, receiver, postingId, message });
  const { id: applicationId, reference, channel } = application;
  const payload: ApplyCommand = { applicationId, reference, cardId: consentId, channel };
  await writeCommand(tx, ctx, {
    type: "apply",
    target: { city: receiver, kind: "posting", id: postingId },
    actor: { city, role: "seeker", subject },
    needs: [{ stream: `${city}/to/${receiver}`, kind: "card", id: consentId, rev: 1 }],
    payload,
    subject: { kind: "application", id: applicationId },
  });
}

/**
 * Sends a later act of the person to the home of the posting, if another node hosts it. The act takes effect
 * here at once, whether that node is up or not.
 */
export async function sendAct(
  tx: Tx,
  ctx: RequestContext,
  type: "withdraw" | "confirm",
  of: { id: string; accountId: string; homeCity: string },
): Promise<void> {
  const { id, accountId, homeCity } = of;
  const { personCity, hosted, away } = await placesOf(tx, { personId: accountId, city: homeCity });
  if (hosted || away || personCity === null) return;
  await writeCommand(tx, ctx, {
    type,
    target: { city: homeCity, kind: "application", id },
    actor: { city: personCity, role: "seeker", subject: await subjectAt(tx, accountId, homeCity) },
    needs: [],
    payload: {},
    subject: { kind: "application", id },
  });
}
