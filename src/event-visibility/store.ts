import { type RawBuilder, sql } from "kysely";
import type { Scope } from "../platform/context.ts";

type Sql = RawBuilder<unknown>;

/** The name of an event's kind equals the name under which agreements share it. */
export type EventKind = "fair";

/** One event: its kind and its id. */
export type EventRef = { kind: EventKind; id: string };

/** Makes the event readable for its agreement until `until` (a timestamptz). Returns void. */
export const showEvent = (
  kind: EventKind,
  event: Sql,
  { agreement, until }: Record<"agreement" | "until", Sql>,
): Sql => sql`app.show_event(${kind}, ${event}, ${agreement}, ${until})`;

/** Hides the event: it is a draft, or was cancelled. */
export const hideEvent = (kind: EventKind, event: Sql): Sql => sql`app.hide_event(${kind}, ${event})`;

/** Sets the postings (uuid[]) of an enterprise at the event. */
export const bringToEvent = (
  kind: EventKind,
  event: Sql,
  { enterprise, postings }: Record<"enterprise" | "postings", Sql>,
): Sql => sql`app.bring_to_event(${kind}, ${event}, ${enterprise}, ${postings})`;

/** Removes the enterprise from the event. */
export const takeFromEvent = (kind: EventKind, event: Sql, enterprise: Sql): Sql =>
  sql`app.take_from_event(${kind}, ${event}, ${enterprise})`;

/** The function behind `postingAtEvent`, for precompiled statements: (posting, city, agreement) → boolean. */
export const POSTING_AT_EVENT = "app.posting_at_event";

/** Condition: the posting stands at an event of the reader's agreement. */
export const postingAtEvent = (posting: Sql, { city, agreement }: Scope): Sql =>
  sql`${sql.raw(POSTING_AT_EVENT)}(${posting}, ${city}, ${agreement})`;

/** Condition: the enterprise stands at such an event. */
export const enterpriseAtEvent = (enterprise: Sql, { city, agreement }: Scope): Sql =>
  sql`app.enterprise_at_event(${enterprise}, ${city}, ${agreement})`;

/**
 * Selects posting ids of verified enterprises at one event, past or not. The reader belongs to the event's
 * agreement, or the condition `otherwise` holds.
 */
export const postingsOfEvent = (
  kind: EventKind,
  eventId: string,
  { city, agreement }: Scope,
  otherwise: Sql,
): Sql => sql`
  select b.posting_id from posting_at_event b where b.event_kind = ${kind} and b.event_id = ${eventId}::uuid
    and (${otherwise} or b.agreement_id in (select app.visible_agreements(${city}, ${agreement}, ${kind})))`;
