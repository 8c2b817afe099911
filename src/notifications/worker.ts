import type { Tx } from "../../db/client.ts";
import { type Change, defineConsumer } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { noticesOf } from "./rules.ts";
import { insertFairCancelled, insertNotices } from "./store.ts";

export { deliverMail, type WriteLetter } from "./mail/deliver-mail.ts";
export { TRIES_MAX as MAIL_TRIES_MAX } from "./mail/rules.ts";
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
