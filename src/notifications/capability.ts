import type { Capability } from "../platform/program/index.ts";
import { every } from "../platform/tasks/index.ts";
import type { NoticeCatalogue } from "./catalogue.ts";
import { mailRoutes } from "./mail/routes.ts";
import { mailboxOf } from "./mail/rules.ts";
import { retention } from "./mail/store.ts";
import { notificationRoutes } from "./routes.ts";
import { deliverNoticesTask, sendMail } from "./tasks.ts";

const records = ["notice"] as const;
const codes = { MAIL_DAILY_LIMIT: 429 } as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
}

export const notifications = {
  name: "notifications",
  routes: ({ notices }: { notices: NoticeCatalogue }) => [notificationRoutes(notices), mailRoutes] as const,
  tasks: [sendMail, deliverNoticesTask],
  recurring: [every(60_000, deliverNoticesTask)],
  records,
  codes,
  tokenRoutes: ["/mail/unsubscribe"],
  retention,
  sealed: [
    {
      table: "mail_address",
      key: ["account_id"],
      sealed: "address_sealed",
      index: { column: "address_index", textOf: mailboxOf },
    },
  ],
} as const satisfies Capability;
