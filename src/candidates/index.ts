/**
 * The card (profile) of a seeker. Only the person writes it. Others read it through a valid consent, which
 * limits the fields. Each view of the card is recorded and shown to the person.
 */
export { listCardViews, listConsents } from "./consents.ts";
export { candidateRoutes } from "./routes.ts";
export { mergeIntoCard } from "./rules.ts";
export { getProfile, saveProfile, saveProfileIn, saveProfilesIn } from "./save-profile.ts";
export { CardView, ConsentView, ProfileInput, ProfileView } from "./schema.ts";
export { beginProfile, dropConsent, endConsent, insertCardViews, insertConsent } from "./store.ts";
