import { sql } from "kysely";

/**
 * SQL expression: the first day at work after the intent `i`, from the intent or else from the person's
 * application `a`. Null if there is none, or if that day is before the intent.
 */
export const STARTED = sql`case when coalesce(i.started_on, a.started_on) >= (i.created_at at time zone 'Asia/Shanghai')::date
  then coalesce(i.started_on, a.started_on) end`;
