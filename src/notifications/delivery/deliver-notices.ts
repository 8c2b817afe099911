import type { Tx } from "../../../db/client.ts";
import { membersOf, phonesOf, putMessage, sendSms, takeQuota } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { scheduleTask } from "../../platform/tasks/index.ts";
import type { NoticeCatalogue } from "../catalogue.ts";
import { queueLetter } from "../mail/queue-letter.ts";
import { openAddresses } from "../mail/read-mail.ts";
import { SMS_LIFE_S, SMS_PER_DAY } from "./rules.ts";
import { lockUndelivered, markDelivered, type UndeliveredNotice } from "./store.ts";

const BATCH = 200;

type ByPerson = ReadonlyMap<string, readonly UndeliveredNotice[]>;

/**
 * Groups notices by the accounts that get them: the receiver, or every member of the receiving enterprise.
 * Returns notices by account id.
 */
async function byPerson(tx: Tx, notices: readonly UndeliveredNotice[]): Promise<ByPerson> {
  const enterprises = notices.filter(({ toKind }) => toKind === "enterprise").map(({ toId }) => toId);
  const members = await membersOf(tx, [...new Set(enterprises)]);
  const people = new Map<string, UndeliveredNotice[]>();
  for (const notice of notices) {
    const accounts = notice.toKind === "account" ? [notice.toId] : (members.get(notice.toId) ?? []);
    for (const account of accounts) people.set(account, [...(people.get(account) ?? []), notice]);
  }
  return people;
}

/**
 * Queues one letter with all new notices for each person with a confirmed address. Returns the number of
 * letters.
 */
async function write(tx: Tx, ctx: RequestContext, people: ByPerson): Promise<number> {
  if (!ctx.config.mail || people.size === 0) return 0;
  const addresses = await openAddresses(tx, ctx, [...people.keys()]);
  for (const [accountId, to] of addresses) {
    const notices = (people.get(accountId) ?? []).map(({ kind, toKind, subjectKind, subjectId, params }) => ({
      kind,
      to: toKind,
      subject: { kind: subjectKind, id: subjectId },
      params,
    }));
    await queueLetter(tx, ctx, { accountId, to, content: { kind: "notices", notices } });
  }
  return addresses.size;
}

/**
 * Queues one text message per notice with the gateway's template `notice`, at most SMS_PER_DAY per person.
 * Returns the number of messages.
 */
async function text(
  tx: Tx,
  ctx: RequestContext,
  { people, titleOf }: { people: ByPerson; titleOf: NoticeCatalogue["titleOf"] },
): Promise<number> {
  if (!ctx.config.sms || people.size === 0) return 0;
  let sent = 0;
  for (const [accountId, phone] of await phonesOf(ctx, tx, [...people.keys()]))
    for (const { kind, params } of people.get(accountId) ?? []) {
      const quota = { name: `notice ${accountId}`, window: "day", limit: SMS_PER_DAY } as const;
      if (!(await takeQuota(tx, quota))) break;
      const id = ctx.ids.uuid();
      const values = { kind, title: titleOf(params), link: `${ctx.config.origins[0] ?? ""}/me` };
      const sealed = await ctx.vault.seal(JSON.stringify({ phone, template: "notice", values }));
      await putMessage(tx, { id, sealed, lifeS: SMS_LIFE_S });
      await scheduleTask(tx, { task: sendSms, key: id, payload: { messageId: id } });
      sent += 1;
    }
  return sent;
}

/**
 * Queues letters and text messages for new notices through their declared channels, 200 notices per
 * transaction.
 * Delivers each notice once, also with concurrent runs or after a killed one. Without mail server or SMS
 * gateway, queues nothing for that channel.
 */
export async function deliverNotices(
  ctx: RequestContext,
  { channelsOf, titleOf }: NoticeCatalogue,
): Promise<{ letters: number; messages: number }> {
  const done = { letters: 0, messages: 0 };
  for (;;) {
    const looked = await inTransaction(ctx, async (tx) => {
      const waiting = await lockUndelivered(tx, BATCH);
      const fresh = waiting.filter((notice) => notice.fresh);
      const by = (channel: "mail" | "sms") => fresh.filter(({ kind }) => channelsOf(kind).includes(channel));
      done.letters += await write(tx, ctx, await byPerson(tx, by("mail")));
      done.messages += await text(tx, ctx, { people: await byPerson(tx, by("sms")), titleOf });
      await markDelivered(
        tx,
        waiting.map(({ id }) => id),
      );
      return waiting.length;
    });
    if (looked < BATCH) break;
  }
  if (done.letters + done.messages > 0) ctx.ring("tasks");
  return done;
}
