import { sql } from "kysely";
import { hideEvent, showEvent } from "../../../event-visibility/index.ts";

/**
 * Time after the planned end of a livestream during which the readers of its agreement may still read the
 * postings on its run sheet.
 */
const READ_AFTER = sql`interval '30 days'`;
const SHOWN = showEvent("livestream", sql`c.id`, {
  agreement: sql`c.agreement_id`,
  until: sql`c.ends_at + ${READ_AFTER}`,
});

/**
 * SQL expression of type void over the livestream `c`. By its status, it shows or hides the postings on its
 * run sheet to the readers of its agreement.
 */
export const EVENT_OF_LIVESTREAM = sql`case when c.status in ('announced', 'onAir', 'ended') then ${SHOWN}
  else ${hideEvent("livestream", sql`c.id`)} end`;
