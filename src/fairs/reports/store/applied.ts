import { sql } from "kysely";
import { codesOfEvent } from "../../../channels/index.ts";

/**
 * SQL condition: the fair `f` led to the application `a`, and `a` is not withdrawn. Board and report use this
 * condition.
 * `channel` is `fair` if `a` was made at a booth or on the fair's pages. It counts from the fair's
 * publication until three days after its close. If `a` was made through a channel of the fair (`via`), it
 * counts at any time.
 */
export const LED_TO = sql`a.status <> 'withdrawn' and (
  a.channel = 'fair' and a.created_at >= coalesce(f.published_at, f.opens_at)
    and a.created_at < f.closes_at + interval '3 days'
  or a.via in (${codesOfEvent("fair", sql`f.id`)}))`;

/**
 * SQL expression: the first day at work after the intent `i`, from the intent or else from the person's
 * application `a`. Null if there is none, or if that day is before the intent.
 */
export const STARTED = sql`case when coalesce(i.started_on, a.started_on) >= (i.created_at at time zone 'Asia/Shanghai')::date
  then coalesce(i.started_on, a.started_on) end`;
