import { sql } from "kysely";
import type { Retention } from "../../platform/housekeeping/index.ts";

/** Sessions go 30 days after their end, codes and counters after 2 days, messages once they are too late to be sent. */
export const retention: readonly Retention[] = [
  {
    table: "session",
    key: ["token_hash"],
    past: sql`coalesce(ended_at, expires_at) < (select app.now()) - interval '30 days'`,
  },
  { table: "otp_challenge", key: ["id"], past: sql`created_at < (select app.now()) - interval '2 days'` },
  {
    table: "sms_quota",
    key: ["name", "starts_at"],
    past: sql`starts_at < (select app.now()) - interval '2 days'`,
  },
  { table: "message", key: ["id"], past: sql`expires_at < (select app.now())` },
];
