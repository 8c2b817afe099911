/** Lists exhibitors, stands and hall plans of a fair, and counts the people of a city there. */

export { getStand, listExhibitors, listStands, readPlan } from "./read-exhibitors.ts";
export { readOwnPeople } from "./read-people.ts";
export { fairExhibitorRoutes } from "./routes.ts";
export type { Exhibitor } from "./store.ts";
