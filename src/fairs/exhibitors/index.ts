/**
 * Lists the exhibitors and hall plans of a fair, and counts the residents of a city who take part. Applies
 * copies of other cities' fairs and exhibitors, and projects the public logs to events.
 */

export { sharedExhibitors } from "./copies/exhibitor-kind.ts";
export { sharedFairs } from "./copies/fair-kind.ts";
export { eventProjection } from "./project-events.ts";
export { getStand, listExhibitors, listStands, listTradesAtFair, readPlan } from "./read-exhibitors.ts";
export { readOwnPeople } from "./read-people.ts";
export { fairExhibitorRoutes } from "./routes.ts";
export type { Exhibitor } from "./store/exhibitors.ts";
export type { TradeAtFair } from "./store/plan.ts";
