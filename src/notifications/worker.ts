import type { Tx } from "../../db/client.ts";
import { type Change, defineConsumer } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { deliverNotices } from "./delivery/deliver-notices.ts";
import { deliverMail, type WriteLetter } from "./mail/deliver-mail.ts";
import { TRIES_MAX } from "./mail/rules.ts";
import { noticesOf } from "./rules.ts";
import { insertFairCancelled, insertNotices } from "./store.ts";
import { deliverNoticesTask, sendMail } from "./tasks.ts";

export type { WriteLetter } from "./mail/deliver-mail.ts";
export { smtpChannel } from "./mail/smtp.ts";

/** Follows every stream and tells people what concerns them; reading a change again tells nobody twice. */
export const noticeConsumer = defineConsumer({
  name: "notify",
  streams: "all",
  kinds: ["application", "posting", "enterprise", "fair", "fairRegistration"],
  async apply(tx: Tx, ctx: RequestContext, changes: Change[]) {
    await insertNotices(
      tx,
      changes.flatMap(noticesOf).map((notice) => ({ id: ctx.ids.uuid(), ...notice })),
    );
    for (const { kind, op, id } of changes)
      if (kind === "fair" && op === "close") await insertFairCancelled(tx, id);
  },
});

/** `writeLetter` puts a letter's content into words. */
export const notificationsWork = (writeLetter: WriteLetter) =>
  ({
    capability: "notifications",
    tasks: [
      handleTask(sendMail, { external: true, attemptsMax: TRIES_MAX, run: deliverMail(writeLetter) }),
      handleTask(deliverNoticesTask, {
        external: true,
        run: async (ctx) => void (await deliverNotices(ctx)),
      }),
    ],
    consumers: [noticeConsumer],
  }) as const satisfies Background;
