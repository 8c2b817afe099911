/** Check-in at the gates of a fair. A scan counts once, however often a device uploads it. */

export { checkIn, checkInSelf, SELF_GATE } from "./check-in.ts";
export { getScannerPack, getVenueCode, listConflicts } from "./read-scanner.ts";
export { fairCheckInRoutes } from "./routes.ts";
export { ConflictView, SCAN_OUTCOMES, ScannerPack, ScanView } from "./schema.ts";
