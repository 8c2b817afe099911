import { claimPages } from "./claims/routes.tsx";
import { homePages } from "./home/routes.tsx";
import { ownImportPages } from "./imports/routes.tsx";
import { inboxPages } from "./inbox/routes.tsx";
import { postingPages } from "./postings/routes.tsx";
import { profilePages } from "./profile/routes.tsx";

/** Pages of an enterprise: first page, postings, own sheets, received applications, profile, claims. */
export const enterprisePages = [
  homePages,
  profilePages,
  claimPages,
  ...postingPages,
  ...ownImportPages,
  inboxPages,
];
