/**
 * Divisions, city federations and the agreements between them. All are rows, none is in code. The scope of a
 * request determines which cities the reader sees. An unknown or ended agreement shows no cities.
 */
export { cacheFor } from "./cache.ts";
export { listCities } from "./list-cities.ts";
export { buildPlaceIndex, type Division, type PlaceIndex } from "./reading/place-index.ts";
export { type Place, resolvePlace } from "./reading/resolve-place.ts";
export { divisionNames, federationOf, homeCityOf, placeIndex } from "./reference.ts";
export { cityRoutes } from "./routes.ts";
export { CityList, CityView, type Site } from "./schema.ts";
export { type JsonKind, parseSetup, type SetupFault } from "./setup/parse.ts";
export { type SetupAnswer, type SetupChange, SetupFile } from "./setup/schema.ts";
export { planSetup, type SetupTools, setUp } from "./setup/set-up.ts";
export {
  type AgreementRow,
  agreementIn,
  type ClauseValues,
  clausesOf,
  lockAgreement,
  membersOf,
  writeSigned,
} from "./signed/store.ts";
export { agreementHolds, getSite } from "./site.ts";
export { isSetUp, listFederations } from "./store.ts";
