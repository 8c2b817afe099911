import { type RawBuilder, sql } from "kysely";
import type { Scope } from "../platform/context.ts";

type Sql = RawBuilder<unknown>;

/** The name of an event's kind is the name under which agreements share it. */
export type EventKind = "fair";

/** Readers of the agreement may see the event; what it shows is read until `until` (a timestamptz). Returns void. */
export const showEvent = (
  kind: EventKind,
  event: Sql,
  { agreement, until }: Record<"agreement" | "until", Sql>,
): Sql => sql`app.show_event(${kind}, ${event}, ${agreement}, ${until})`;

/** Nobody reads a posting because of this event any more: it is a draft or was cancelled. */
export const hideEvent = (kind: EventKind, event: Sql): Sql => sql`app.hide_event(${kind}, ${event})`;

/** The enterprise stands at the event with exactly these postings (uuid[]). */
export const bringToEvent = (
  kind: EventKind,
  event: Sql,
  { enterprise, postings }: Record<"enterprise" | "postings", Sql>,
): Sql => sql`app.bring_to_event(${kind}, ${event}, ${enterprise}, ${postings})`;

/** The enterprise does not stand at the event any more. */
export const takeFromEvent = (kind: EventKind, event: Sql, enterprise: Sql): Sql =>
  sql`app.take_from_event(${kind}, ${event}, ${enterprise})`;

/** The function behind `postingAtEvent`, for statements that are compiled once: (posting, city, agreement) → boolean. */
export const POSTING_AT_EVENT = "app.posting_at_event";

/** True for a posting that stands at an event of an agreement that the reader is in. */
export const postingAtEvent = (posting: Sql, { city, agreement }: Scope): Sql =>
  sql`${sql.raw(POSTING_AT_EVENT)}(${posting}, ${city}, ${agreement})`;

/** True for an enterprise that stands at such an event. */
export const enterpriseAtEvent = (enterprise: Sql, { city, agreement }: Scope): Sql =>
  sql`app.enterprise_at_event(${enterprise}, ${city}, ${agreement})`;

/**
 * Selects the posting_id of what verified enterprises bring to one event, past or not. The reader is in the event's
 * agreement, or the condition `otherwise` holds for the posting.
 */
export const postingsOfEvent = (
  kind: EventKind,
  eventId: string,
  { city, agreement }: Scope,
  otherwise: Sql,
): Sql => sql`
  select b.posting_id from posting_at_event b where b.event_kind = ${kind} and b.event_id = ${eventId}::uuid
    and (${otherwise} or b.agreement_id in (select app.visible_agreements(${city}, ${agreement}, ${kind})))`;
