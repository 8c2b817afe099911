/**
 * Lets readers of an event's agreement read the postings and enterprises at the event (a fair, later also a
 * livestream).
 * A capability with events calls the writing functions in the transaction that changes the event.
 * Capabilities that read postings or enterprises add the conditions to their queries.
 * The conditions check the enterprise's status, so a suspended enterprise is hidden at once.
 */

export {
  bringToEvent,
  type EventKind,
  type EventRef,
  enterpriseAtEvent,
  hideEvent,
  POSTING_AT_EVENT,
  postingAtEvent,
  postingsOfEvent,
  showEvent,
  takeFromEvent,
} from "./store.ts";
