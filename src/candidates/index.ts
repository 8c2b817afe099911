/**
 * A seeker's card and what becomes of it: the person alone writes it; others read it through a standing consent, only
 * the fields it names, and every look is written down for its owner.
 */
export { listCardViews, listConsents } from "./consents.ts";
export { candidateRoutes } from "./routes.ts";
export { ontoCard } from "./rules.ts";
export { getProfile, saveProfile, saveProfileIn } from "./save-profile.ts";
export { CardView, ConsentView, ProfileInput, ProfileView } from "./schema.ts";
export { beginProfile, endConsent, insertCardViews, insertConsent } from "./store.ts";
