/** What a fair shows of its exhibitors: lists, stands, hall plans; and a city's own people in counts. */

export { getStand, listExhibitors, listStands, readPlan } from "./read-exhibitors.ts";
export { readOurs } from "./read-people.ts";
export { fairExhibitorRoutes } from "./routes.ts";
export type { Exhibitor } from "./store.ts";
