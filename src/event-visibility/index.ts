/**
 * Lets the readers of an agreement read the postings and enterprises at the agreement's events (a fair, a
 * livestream).
 * A capability that owns events adds the SQL of `showEvent`, `hideEvent`, `bringToEvent` and `takeFromEvent`
 * to the transaction that changes an event. A capability that reads postings or enterprises adds the SQL
 * conditions to its queries.
 * The conditions check the enterprise's status, so a suspended enterprise is hidden at once.
 */

export {
  bringToEvent,
  type EventKind,
  type EventRef,
  endEvent,
  enterpriseAtEvent,
  hideEvent,
  POSTING_AT_EVENT,
  postingAtEvent,
  postingsOfEvent,
  showEvent,
  takeFromEvent,
} from "./store.ts";
