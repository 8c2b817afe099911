import { sql } from "kysely";
import { codesOfEvent } from "../../../channels/index.ts";

/**
 * Condition: the fair `f` led to the application `a`.
 * Either it came at a booth or from the fair's pages, between publication and three days after the close. Or
 * it came by a channel of the fair, at any time. Board and report share the condition.
 */
export const LED_TO = sql`a.status <> 'withdrawn' and (
  a.channel = 'fair' and a.created_at >= coalesce(f.published_at, f.opens_at)
    and a.created_at < f.closes_at + interval '3 days'
  or a.via in (${codesOfEvent("fair", sql`f.id`)}))`;

/**
 * The day at work after an intent `i`, by itself or by the person's application `a`. An earlier start does
 * not count.
 */
export const STARTED = sql`case when coalesce(i.started_on, a.started_on) >= (i.created_at at time zone 'Asia/Shanghai')::date
  then coalesce(i.started_on, a.started_on) end`;
