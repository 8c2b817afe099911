import { sql } from "kysely";

/**
 * The applications `a` that a fair `f` led to: at a booth or from its pages, since it was published and until three days
 * after it, or by one of its own ways at any time. The board and the report count the same ones.
 */
export const LED_TO = sql`a.status <> 'withdrawn' and (
  a.channel = 'fair' and a.created_at >= coalesce(f.published_at, f.opens_at)
    and a.created_at < f.closes_at + interval '3 days'
  or a.via in (select code from fair_channel where fair_id = f.id))`;

/**
 * The day at work after an intent `i`, by itself or by the person's application `a` to the posting; whoever was there before
 * it was not brought there by it.
 */
export const STARTED = sql`case when coalesce(i.started_on, a.started_on) >= (i.created_at at time zone 'Asia/Shanghai')::date
  then coalesce(i.started_on, a.started_on) end`;
