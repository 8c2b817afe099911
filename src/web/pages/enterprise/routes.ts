import { inboxPages } from "./inbox/routes.tsx";
import { postingPages } from "./postings/routes.tsx";
import { profilePages } from "./profile/routes.tsx";

/** Pages of an enterprise: postings, received applications, profile. */
export const enterprisePages = [profilePages, ...postingPages, inboxPages];
