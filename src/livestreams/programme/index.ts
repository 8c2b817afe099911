/**
 * The programme of a livestream: its run sheet, and the posting that is being explained. At most one posting
 * is pinned at a time. A pin ends with its posting, without any work in the background.
 */

export { pinNext } from "./pin-next.ts";
export { pinPosting } from "./pin-posting.ts";
export { getRunSheet, listItems, listPins } from "./read-programme.ts";
export { programmeRoutes } from "./routes.ts";
export { ITEMS_MAX, PinAction, type PinHistory, type PinState, type RunSheet } from "./schema.ts";
export { setRunSheet } from "./set-run-sheet.ts";
export { PIN_ENDS } from "./store/pins.ts";
export { tendPins } from "./tend-pins.ts";
export { unpinPosting } from "./unpin-posting.ts";
