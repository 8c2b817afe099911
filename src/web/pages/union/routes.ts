import { complaintPages } from "./complaints/routes.tsx";
import { enterprisePages } from "./enterprises/routes.tsx";
import { federationPages } from "./federation/routes.tsx";
import { monthPages } from "./figures/routes.tsx";
import { importPages } from "./imports/routes.tsx";
import { postingPages } from "./postings/routes.tsx";
import { queuePages } from "./queue/routes.tsx";
import { severalPages } from "./queue/several/routes.ts";
import { startPages } from "./starts/routes.tsx";

/** Pages of a city's union. */
export const unionPages = [
  severalPages,
  queuePages,
  enterprisePages,
  ...postingPages,
  ...importPages,
  monthPages,
  federationPages,
  startPages,
  complaintPages,
];
