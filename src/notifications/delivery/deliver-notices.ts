import type { Tx } from "../../../db/client.ts";
import { phonesOf, putMessage, sendSms, takeQuota } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { scheduleTask } from "../../platform/tasks/index.ts";
import { queueLetter } from "../mail/queue-letter.ts";
import { openAddresses } from "../mail/read-mail.ts";
import { byMail, bySms, SMS_LIFE_S, SMS_PER_DAY } from "./rules.ts";
import { lockUndelivered, markDelivered, type UndeliveredNotice } from "./store.ts";

const BATCH = 200;

/** What each person is to hear, of several notices in their order. */
function byPerson(notices: readonly UndeliveredNotice[]): Map<string, UndeliveredNotice[]> {
  const people = new Map<string, UndeliveredNotice[]>();
  for (const notice of notices)
    for (const account of notice.accounts) people.set(account, [...(people.get(account) ?? []), notice]);
  return people;
}

/** One letter to each who confirmed an address, with everything that is new. */
async function write(tx: Tx, ctx: RequestContext, notices: readonly UndeliveredNotice[]): Promise<number> {
  const people = byPerson(notices);
  if (!ctx.config.mail || people.size === 0) return 0;
  const addresses = await openAddresses(tx, ctx, [...people.keys()]);
  for (const [accountId, to] of addresses) {
    const said = (people.get(accountId) ?? []).map(({ kind, toKind, subjectKind, subjectId, title }) => ({
      kind,
      to: toKind,
      title: title ?? "",
      subject: { kind: subjectKind, id: subjectId },
    }));
    await queueLetter(tx, ctx, { accountId, to, content: { kind: "notices", notices: said } });
  }
  return addresses.size;
}

/** One text message for each notice, as the gateway's template `notice` words it; nobody gets more than a day's limit. */
async function text(tx: Tx, ctx: RequestContext, notices: readonly UndeliveredNotice[]): Promise<number> {
  const people = byPerson(notices);
  if (!ctx.config.sms || people.size === 0) return 0;
  let sent = 0;
  for (const [accountId, phone] of await phonesOf(ctx, tx, [...people.keys()]))
    for (const { kind, title } of people.get(accountId) ?? []) {
      const quota = { name: `notice ${accountId}`, window: "day", limit: SMS_PER_DAY } as const;
      if (!(await takeQuota(tx, quota))) break;
      const id = ctx.ids.uuid();
      const values = { kind, title: title ?? "", link: `${ctx.config.origins[0] ?? ""}/me` };
      const sealed = await ctx.vault.seal(JSON.stringify({ phone, template: "notice", values }));
      await putMessage(tx, { id, sealed, lifeS: SMS_LIFE_S });
      await scheduleTask(tx, { task: sendSms, key: id, payload: { messageId: id } });
      sent += 1;
    }
  return sent;
}

/**
 * Hands new notices on to letters and text messages, two hundred in a transaction, each once, however many processes do
 * it; a kill loses and repeats nothing. A site without a mail server or an SMS gateway sends none.
 */
export async function deliverNotices(ctx: RequestContext): Promise<{ letters: number; messages: number }> {
  const done = { letters: 0, messages: 0 };
  for (;;) {
    const looked = await inTransaction(ctx, async (tx) => {
      const waiting = await lockUndelivered(tx, BATCH);
      const fresh = waiting.filter((notice) => notice.fresh);
      done.letters += await write(
        tx,
        ctx,
        fresh.filter(({ kind }) => byMail(kind)),
      );
      done.messages += await text(
        tx,
        ctx,
        fresh.filter(({ kind }) => bySms(kind)),
      );
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
