/**
 * An event's agreement may read the postings and enterprises at the event (a fair, later a livestream). The
 * event writes its rows in the transaction that changes it. Readers put the conditions below into their
 * queries.
 * A suspended enterprise is hidden at once, because the conditions check its status.
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
