import { inboxPages } from "./inbox-pages.tsx";
import { postingPages } from "./posting-pages.tsx";
import { profilePages } from "./profile-pages.tsx";

/** The desk of an enterprise: postings, what was sent to it, its own data. */
export const enterprisePages = [profilePages, ...postingPages, inboxPages];
