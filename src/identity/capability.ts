import type { Capability } from "../platform/program/index.ts";
import { identityRoutes } from "./routes.ts";
import { sendSms } from "./sms/tasks.ts";
import { retention as identityRetention } from "./store/retention.ts";

const records = ["session"] as const;
const codes = {
  OTP_WRONG: 422,
  OTP_EXPIRED: 422,
  OTP_FORMER: 422,
  OTP_TOO_SOON: 429,
  OTP_DAILY_LIMIT: 429,
  ACCOUNT_CLOSED: 403,
  LINK_ENDED: 410,
  SMS_UNAVAILABLE: 503,
} as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
}

export const identity = {
  name: "identity",
  routes: () => [identityRoutes] as const,
  tasks: [sendSms],
  records,
  codes,
  secretAnswers: ["/api/v1/sessions"],
  retention: identityRetention,
  sealed: [
    {
      table: "account",
      key: ["id"],
      sealed: "phone_sealed",
      index: { column: "phone_index", textOf: (phone) => phone },
    },
    { table: "message", key: ["id"], sealed: "sealed" },
  ],
} as const satisfies Capability;
