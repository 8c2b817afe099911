/** Tables of fairs, one file for each part of src/fairs. */

export type * from "./board.ts";
export type * from "./booth-desk.ts";
export type * from "./check-in.ts";
export type * from "./fair.ts";
export type * from "./interviews.ts";
export type * from "./placement.ts";
export type * from "./registrations.ts";
export type * from "./reports.ts";
export type * from "./tickets.ts";
