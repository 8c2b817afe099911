import { claimPages } from "./claims/routes.tsx";
import { homePages } from "./home/routes.tsx";
import { inboxPages } from "./inbox/routes.tsx";
import { postingPages } from "./postings/routes.tsx";
import { profilePages } from "./profile/routes.tsx";

/** Pages of an enterprise: the way in, its first page, postings, received applications, profile, claims. */
export const enterprisePages = [homePages, profilePages, claimPages, ...postingPages, inboxPages];
