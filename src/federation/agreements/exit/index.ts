/**
 * Certificates of cities that left an agreement: what each side deleted of the other, signed by both.
 */
export { Certificate } from "./certificate.ts";
export { exitRoutes } from "./routes.ts";
export { settleExits } from "./settle-exits.ts";
export { addPurged, exitsOf, insertExits, type NamedExit, selectExitsOf } from "./store.ts";
