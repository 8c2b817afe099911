import { inboxPages } from "./inbox/routes.tsx";
import { postingPages } from "./postings/routes.tsx";
import { profilePages } from "./profile/routes.tsx";

/** The desk of an enterprise: postings, what was sent to it, its own data. */
export const enterprisePages = [profilePages, ...postingPages, inboxPages];
