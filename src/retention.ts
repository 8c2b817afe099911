import { identityRetention } from "./identity/index.ts";
import { notificationRetention } from "./notifications/index.ts";
import type { Retention } from "./platform/housekeeping/index.ts";
import { savedSearchRetention } from "./saved-searches/index.ts";

/** Rows that housekeeping deletes for capabilities. A capability with such rows is one line here. */
export const RETENTION: readonly Retention[] = [
  ...identityRetention,
  ...notificationRetention,
  ...savedSearchRetention,
];
