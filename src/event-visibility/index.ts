/**
 * Postings and enterprises that stand at an event (a fair, later a livestream) are read by the agreement of the event.
 * The event writes its rows in the transaction that changes it; readers put the conditions below into their queries.
 * A suspended enterprise is not read from the moment of its suspension: the conditions look at its status.
 */

export {
  bringToEvent,
  type EventKind,
  enterpriseAtEvent,
  hideEvent,
  POSTING_AT_EVENT,
  postingAtEvent,
  postingsOfEvent,
  showEvent,
  takeFromEvent,
} from "./store.ts";
