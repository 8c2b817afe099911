import type { Tx } from "../../db/client.ts";
import { type Change, type Consumer, defineConsumer } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import type { NoticeSource } from "./declare.ts";
import { notify } from "./notify.ts";

export { deliverMail, type WriteLetter } from "./mail/deliver-mail.ts";
export { TRIES_MAX as MAIL_TRIES_MAX } from "./mail/rules.ts";
export { smtpChannel } from "./mail/smtp.ts";

/** Follows every stream and writes the notices that capabilities make from changes. Reading a change again adds none. */
export function noticeConsumer(sources: readonly NoticeSource[]): Consumer {
  const from = sources.flatMap((source) => Object.entries(source.from ?? {}));
  return defineConsumer({
    name: "notify",
    streams: "all",
    kinds: from.map(([kind]) => kind),
    async apply(tx: Tx, ctx: RequestContext, changes: Change[]) {
      for (const [kind, noticesOf] of from) {
        const own = changes.filter((change) => change.kind === kind);
        if (own.length > 0) await notify(tx, ctx, await noticesOf(tx, own));
      }
    },
  });
}
