import { enterprisePages } from "./enterprises/routes.tsx";
import { federationPages } from "./federation/routes.tsx";
import { monthPages } from "./figures/routes.tsx";
import { importPages } from "./imports/routes.tsx";
import { postingPages } from "./postings/routes.tsx";
import { queuePages } from "./queue/routes.tsx";
import { startPages } from "./starts/routes.tsx";

/** Pages of a city's union. */
export const unionPages = [
  queuePages,
  enterprisePages,
  ...postingPages,
  importPages,
  monthPages,
  federationPages,
  startPages,
];
