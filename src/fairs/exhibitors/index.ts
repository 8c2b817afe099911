/** Lists the exhibitors and hall plans of a fair, and counts the residents of a city who take part. */

export { getStand, listExhibitors, listStands, readPlan } from "./read-exhibitors.ts";
export { readOwnPeople } from "./read-people.ts";
export { fairExhibitorRoutes } from "./routes.ts";
export type { Exhibitor } from "./store.ts";
