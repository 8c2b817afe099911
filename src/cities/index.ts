/**
 * Divisions, city federations and the agreements between them: data, never code. The request's scope decides
 * which cities a reader sees. An unknown or ended agreement shows none.
 */
export { cacheFor } from "./cache.ts";
export { listCities } from "./list-cities.ts";
export { buildPlaceIndex, type Division, type PlaceIndex } from "./reading/place-index.ts";
export { type Place, resolvePlace } from "./reading/resolve-place.ts";
export { divisionNames, homeCityOf, placeIndex } from "./reference.ts";
export { cityRoutes } from "./routes.ts";
export { CityList, CityView, type Site } from "./schema.ts";
export { agreementHolds, getSite } from "./site.ts";
