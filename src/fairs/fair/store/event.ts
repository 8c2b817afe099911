import { sql } from "kysely";
import { hideEvent, showEvent } from "../../../event-visibility/index.ts";

/**
 * Time after the close of a fair during which the readers of its agreement may still read the postings and
 * enterprises at it.
 */
const READ_AFTER = sql`interval '30 days'`;
const SHOWN = showEvent("fair", sql`c.id`, {
  agreement: sql`c.agreement_id`,
  until: sql`c.closes_at + ${READ_AFTER}`,
});

/**
 * SQL expression of type void over the fair `c`. By the fair's status, it shows or hides the fair's postings
 * and enterprises to the readers of its agreement.
 */
export const EVENT_OF_FAIR = sql`case when c.status in ('registration', 'published', 'reported') then ${SHOWN}
  else ${hideEvent("fair", sql`c.id`)} end`;
