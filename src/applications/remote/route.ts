import type { Tx } from "../../../db/client.ts";
import { type FirstCard, firstCard, giveCard, subjectAt } from "../../candidates/index.ts";
import { codeAtHome } from "../../channels/index.ts";
import { type Places, placesOf } from "../../identity/index.ts";
import {
  type CommandToSend,
  commandPart,
  type SealedTerms,
  type SealingKey,
  sealedTermsOf,
  writeCommand,
} from "../../peers/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { namedPart, type Part } from "../../platform/core/store.ts";
import { APPLYING } from "../rules.ts";
import type { ApplyCommand } from "./schema.ts";

/** How an act of a person of ours reaches the home of a posting at another node. `key`: that of its city. */
export type Route = { city: string; receiver: string; fields: readonly string[]; key: SealingKey };

/**
 * Returns the way to a posting of another node, or null for one that this node hosts. Throws APPLY_ELSEWHERE
 * if no agreement in force lets the person's city send applications there. `terms`: those that were read with
 * the places.
 */
export async function routeTo(
  tx: Tx,
  { places, homeCity, terms }: { places: Places; homeCity: string; terms: SealedTerms | null },
): Promise<Route | null> {
  const { personCity, hosted } = places;
  if (hosted) return null;
  if (personCity === null) throw new AppError("APPLY_ELSEWHERE");
  const way = { city: personCity, receiver: homeCity };
  const { accepted, fields, key } = terms ?? (await sealedTermsOf(tx, { ...way, ...APPLYING }));
  if (!accepted || !key) throw new AppError("APPLY_ELSEWHERE");
  return { ...way, fields, key };
}

export type Outgoing = {
  route: Route;
  postingId: string;
  consentId: string;
  message: string | null;
  /** `via`: code of the channel here by which the person came. */
  application: { id: string; reference: string; channel: ApplyCommand["channel"]; via: string | null };
};

/** Returns what is sent with the code by which the receiver knows the channel; without it, no channel. */
async function withCodeAtHome(tx: Tx, { application, ...sent }: Outgoing): Promise<Outgoing> {
  const { via: code } = application;
  const via = code === null ? null : await codeAtHome(tx, { code, receiver: sent.route.receiver });
  return { ...sent, application: { ...application, via } };
}

/** Returns the command that goes with a card. `subject`: that by which the receiver knows the person. */
function commandOf({ route, postingId, consentId, application }: Outgoing, subject: string): CommandToSend {
  const { city, receiver } = route;
  const { id: applicationId, reference, channel, via } = application;
  const payload: ApplyCommand = {
    ...{ applicationId, reference, cardId: consentId, channel },
    ...(via !== null && { via }),
  };
  return {
    type: "apply",
    target: { city: receiver, kind: "posting", id: postingId },
    actor: { city, role: "seeker", subject },
    needs: [{ stream: `${city}/to/${receiver}`, kind: "card", id: consentId, rev: 1 }],
    payload,
    subject: { kind: "application", id: applicationId },
  };
}

/** Sends an application to the home of its posting: the sealed card, and the command that refers to it. */
export async function sendApplication(tx: Tx, ctx: RequestContext, sent: Outgoing): Promise<void> {
  const { route, postingId, consentId, message } = sent;
  const { city, receiver } = route;
  const subject = await giveCard(tx, ctx, { consentId, city, receiver, postingId, message });
  await writeCommand(tx, ctx, commandOf(await withCodeAtHome(tx, sent), subject));
}

/**
 * Returns parts of a statement that send a first application as sendApplication does. They do so for each row
 * of the part `from`. The same statement writes its consent, which `card` describes.
 */
export async function firstSending(
  tx: Tx,
  ctx: RequestContext,
  from: Part,
  { card, ...sent }: Outgoing & { card: Pick<FirstCard, "accountId" | "enterpriseId" | "fields" | "days"> },
): Promise<Part[]> {
  const { route, postingId, consentId, message } = sent;
  const given = { ...card, ...route, fields: card.fields, postingId, consentId, message };
  const { parts, subject, now } = await firstCard(tx, ctx, from, given);
  const known = await withCodeAtHome(tx, sent);
  const command = commandPart(from, ctx, { ...commandOf(known, subject), issuedAt: now });
  return [...parts, namedPart("commanded", command)];
}

/**
 * Sends a later act of the person to the home of the posting, if another node hosts it. The act takes effect
 * here at once, whether that node is up or not.
 */
export async function sendAct(
  tx: Tx,
  ctx: RequestContext,
  type: "withdraw" | "confirm" | "denyStart" | "replyInvitation",
  { payload = {}, ...of }: { id: string; accountId: string; homeCity: string; payload?: object },
): Promise<void> {
  const { id, accountId, homeCity } = of;
  const { personCity, hosted, away } = await placesOf(tx, { personId: accountId, city: homeCity });
  if (hosted || away || personCity === null) return;
  await writeCommand(tx, ctx, {
    type,
    target: { city: homeCity, kind: "application", id },
    actor: { city: personCity, role: "seeker", subject: await subjectAt(tx, accountId, homeCity) },
    needs: [],
    payload,
    subject: { kind: "application", id },
  });
}
