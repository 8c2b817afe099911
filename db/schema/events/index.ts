/** Tables of events of any kind: channels, reports, and who may read the postings at an event. */

export type * from "./channels.ts";
export type * from "./reports.ts";
export type * from "./visibility.ts";
