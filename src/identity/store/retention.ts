import { sql } from "kysely";
import type { Retention } from "../../platform/housekeeping/index.ts";

/**
 * Retention: sessions and links 30 days after their end, codes and counters 2 days, messages until they
 * expire.
 */
export const retention: readonly Retention[] = [
  {
    table: "session",
    key: ["token_hash"],
    past: sql`coalesce(ended_at, expires_at) < (select app.now()) - interval '30 days'`,
  },
  {
    table: "sign_in_link",
    key: ["token_hash"],
    past: sql`expires_at < (select app.now()) - interval '30 days'`,
  },
  { table: "otp_challenge", key: ["id"], past: sql`created_at < (select app.now()) - interval '2 days'` },
  {
    table: "sms_quota",
    key: ["name", "starts_at"],
    past: sql`starts_at < (select app.now()) - interval '2 days'`,
  },
  { table: "message", key: ["id"], past: sql`expires_at < (select app.now())` },
];
