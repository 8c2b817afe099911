import { type RawBuilder, sql } from "kysely";
import type { Scope } from "../platform/context.ts";

type Sql = RawBuilder<unknown>;

/** Kind of event. It is also the kind of record that agreements name to share such events. */
export type EventKind = "fair";

/** Reference to one event. */
export type EventRef = { kind: EventKind; id: string };

/**
 * Returns SQL that shows the event to readers of its agreement until `until` (a timestamptz). The SQL
 * function returns void.
 */
export const showEvent = (
  kind: EventKind,
  event: Sql,
  { agreement, until }: Record<"agreement" | "until", Sql>,
): Sql => sql`app.show_event(${kind}, ${event}, ${agreement}, ${until})`;

/** Returns SQL that hides the event, for example a draft or a cancelled event. */
export const hideEvent = (kind: EventKind, event: Sql): Sql => sql`app.hide_event(${kind}, ${event})`;

/** Returns SQL that adds an enterprise to the event with exactly these postings (uuid[]). */
export const bringToEvent = (
  kind: EventKind,
  event: Sql,
  { enterprise, postings }: Record<"enterprise" | "postings", Sql>,
): Sql => sql`app.bring_to_event(${kind}, ${event}, ${enterprise}, ${postings})`;

/** Returns SQL that removes the enterprise and its postings from the event. */
export const takeFromEvent = (kind: EventKind, event: Sql, enterprise: Sql): Sql =>
  sql`app.take_from_event(${kind}, ${event}, ${enterprise})`;

/** SQL function of `postingAtEvent`, for precompiled statements: (posting, city, agreement) → boolean. */
export const POSTING_AT_EVENT = "app.posting_at_event";

/** Returns an SQL condition: the posting is shown at an event of the reader's agreement. */
export const postingAtEvent = (posting: Sql, { city, agreement }: Scope): Sql =>
  sql`${sql.raw(POSTING_AT_EVENT)}(${posting}, ${city}, ${agreement})`;

/** Returns an SQL condition: the enterprise takes part in an event of the reader's agreement. */
export const enterpriseAtEvent = (enterprise: Sql, { city, agreement }: Scope): Sql =>
  sql`app.enterprise_at_event(${enterprise}, ${city}, ${agreement})`;

/**
 * Selects the posting ids of verified enterprises at one event, past events included. Selects none unless the
 * reader belongs to the event's agreement or the condition `otherwise` is true.
 */
export const postingsOfEvent = (
  kind: EventKind,
  eventId: string,
  { city, agreement }: Scope,
  otherwise: Sql,
): Sql => sql`
  select b.posting_id from posting_at_event b where b.event_kind = ${kind} and b.event_id = ${eventId}::uuid
    and (${otherwise} or b.agreement_id in (select app.visible_agreements(${city}, ${agreement}, ${kind})))`;
