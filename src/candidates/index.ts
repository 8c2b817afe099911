/**
 * A seeker's card. Only the person writes it. Others read it through a valid consent, limited to its fields,
 * and every look is recorded for the owner.
 */
export { listCardViews, listConsents } from "./consents.ts";
export { candidateRoutes } from "./routes.ts";
export { ontoCard } from "./rules.ts";
export { getProfile, saveProfile, saveProfileIn } from "./save-profile.ts";
export { CardView, ConsentView, ProfileInput, ProfileView } from "./schema.ts";
export { beginProfile, dropConsent, endConsent, insertCardViews, insertConsent } from "./store.ts";
