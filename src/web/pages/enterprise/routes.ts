import { claimPages } from "./claims/routes.tsx";
import { inboxPages } from "./inbox/routes.tsx";
import { postingPages } from "./postings/routes.tsx";
import { profilePages } from "./profile/routes.tsx";

/** Pages of an enterprise: postings, received applications, profile, claims. */
export const enterprisePages = [profilePages, claimPages, ...postingPages, inboxPages];
