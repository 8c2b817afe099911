import type { Tx } from "../../../db/client.ts";
import {
  type Declared,
  type NewNotice,
  type NoticeDeclarations,
  noticeMaker,
  TitleParams,
} from "../../notifications/index.ts";
import { postingTitles } from "../../postings/index.ts";
import type { AskedNow } from "./store/follow-ups.ts";

export const BOOTH_DESK_NOTICES = {
  applicationByCode: { to: ["account"], subject: "application", channels: [], params: TitleParams },
  boothVisited: { to: ["account"], subject: "fairTicket", channels: [], params: TitleParams },
  followUpAsked: {
    to: ["account", "enterprise"],
    subject: "followUp",
    channels: ["mail", "sms"],
    params: TitleParams,
  },
} as const satisfies NoticeDeclarations;

declare module "../../notifications/index.ts" {
  interface NoticeKinds extends Declared<typeof BOOTH_DESK_NOTICES> {}
}

const makeNotice = noticeMaker(BOOTH_DESK_NOTICES);

/**
 * Makes the notice that a scan at a booth sent an application. `nonce` is the id that the device gave the
 * scan.
 */
export async function byCodeNotice(
  tx: Tx,
  sent: { applicationId: string; postingId: string; accountId: string; nonce: string },
): Promise<NewNotice> {
  const { applicationId, postingId, accountId, nonce } = sent;
  const title = (await postingTitles(tx, [postingId])).get(postingId) ?? "";
  const facts = { subjectId: applicationId, params: { title }, cause: `booth:${nonce}` };
  return makeNotice("applicationByCode", { account: accountId, ...facts });
}

/**
 * Makes the notice that the ticket was shown at a booth of another node's fair, and that nothing was sent to
 * the enterprise.
 */
export async function visitedNotice(
  tx: Tx,
  seen: { ticketId: string; postingId: string; accountId: string; scanId: string },
): Promise<NewNotice> {
  const { ticketId, postingId, accountId, scanId } = seen;
  const title = (await postingTitles(tx, [postingId])).get(postingId) ?? "";
  const facts = { subjectId: ticketId, params: { title }, cause: `booth:${scanId}` };
  return makeNotice("boothVisited", { account: accountId, ...facts });
}

/**
 * Makes the notices that ask the enterprise and the person whether the person still works there. A person
 * without an account gets none.
 */
export async function followUpNotices(tx: Tx, asked: readonly AskedNow[]): Promise<NewNotice[]> {
  const titles = await postingTitles(
    tx,
    asked.map(({ postingId }) => postingId),
  );
  return asked.flatMap(({ id, accountId, enterpriseId, postingId }) => {
    const title = titles.get(postingId) ?? "";
    const facts = { subjectId: id, params: { title }, cause: `followUp:${id}` };
    const toEnterprise = makeNotice("followUpAsked", { enterprise: enterpriseId, ...facts });
    return accountId
      ? [makeNotice("followUpAsked", { account: accountId, ...facts }), toEnterprise]
      : [toEnterprise];
  });
}
