import { type RawBuilder, sql } from "kysely";
import type { Scope } from "../platform/context.ts";

type Sql = RawBuilder<unknown>;

/** Kind of event. An agreement that shares events of this kind lists it in `agreement.shares`. */
export type EventKind = "fair" | "livestream";

/** Reference to one event. */
export type EventRef = { kind: EventKind; id: string };

/**
 * Returns an SQL expression of type void. It shows the event to the readers of its agreement until `until`
 * (timestamptz).
 */
export const showEvent = (
  kind: EventKind,
  event: Sql,
  { agreement, until }: Record<"agreement" | "until", Sql>,
): Sql => sql`app.show_event(${kind}, ${event}, ${agreement}, ${until})`;

/** Returns an SQL expression of type void. It hides the event, for example a draft or a cancelled event. */
export const hideEvent = (kind: EventKind, event: Sql): Sql => sql`app.hide_event(${kind}, ${event})`;

/**
 * Returns an SQL expression of type void. It adds an enterprise to the event, with exactly these postings
 * (uuid[]).
 */
export const bringToEvent = (
  kind: EventKind,
  event: Sql,
  { enterprise, postings }: Record<"enterprise" | "postings", Sql>,
): Sql => sql`app.bring_to_event(${kind}, ${event}, ${enterprise}, ${postings})`;

/** Returns an SQL expression of type void. It removes the enterprise and its postings from the event. */
export const takeFromEvent = (kind: EventKind, event: Sql, enterprise: Sql): Sql =>
  sql`app.take_from_event(${kind}, ${event}, ${enterprise})`;

/** Returns an SQL expression of type void. It removes the event with all that was brought to it. */
export const endEvent = (kind: EventKind, event: Sql): Sql => sql`app.end_event(${kind}, ${event})`;

/**
 * Name of the SQL function behind `postingAtEvent`, for precompiled statements. Arguments: posting, city,
 * agreement; result: boolean.
 */
export const POSTING_AT_EVENT = "app.posting_at_event";

/** Returns an SQL condition: the posting is shown at an event that the reader may see by an agreement. */
export const postingAtEvent = (posting: Sql, { city, agreement }: Scope): Sql =>
  sql`${sql.raw(POSTING_AT_EVENT)}(${posting}, ${city}, ${agreement})`;

/**
 * Returns an SQL condition: the enterprise takes part in an event that the reader may see by an agreement.
 */
export const enterpriseAtEvent = (enterprise: Sql, { city, agreement }: Scope): Sql =>
  sql`app.enterprise_at_event(${enterprise}, ${city}, ${agreement})`;

/**
 * Returns SQL that selects the postings of verified enterprises at one event, past events included. It
 * selects none unless the reader may see the event by its agreement, or the condition `otherwise` is true.
 */
export const postingsOfEvent = (
  kind: EventKind,
  eventId: string,
  { city, agreement }: Scope,
  otherwise: Sql,
): Sql => sql`
  select b.posting_id from posting_at_event b where b.event_kind = ${kind} and b.event_id = ${eventId}::uuid
    and (${otherwise} or b.agreement_id in (select id from app.visible_agreements(${city}, ${agreement}, ${kind}) as v(id)))`;
