/**
 * The card (profile) of a seeker. Only the person writes it. Others read it through a valid consent, which
 * limits the fields. Whatever shows a card or phone of another person records a look, which its owner sees.
 */
export { type FirstCard, firstCard, giveCard, subjectAt } from "./cards/give-card.ts";
export { receivedCards, toldLooks } from "./cards/received-kinds.ts";
export { receivedPhones } from "./cards/received-phones.ts";
export { type HeldCard, heldCard, heldCardQuery, receiveConsent } from "./cards/store/received.ts";
export { endConsent, endReceivedConsent, refuseConsent } from "./cards/take-back-card.ts";
export { tellCardsAgain, tellLooksAgain } from "./cards/tell-again.ts";
export { changePhone } from "./change-phone.ts";
export { listConsents } from "./consents.ts";
export { type Look, listCardViews, recordLooks, type Shown } from "./looks.ts";
export { candidateRoutes } from "./routes.ts";
export { mergeIntoCard } from "./rules.ts";
export { saveCounty } from "./save-county.ts";
export { getProfile, saveProfile, saveProfileIn, saveProfilesIn } from "./save-profile.ts";
export { CardView, ConsentView, ProfileInput, ProfileView } from "./schema.ts";
export { consentFrom, insertConsent } from "./store/consents.ts";
export { beginProfile, hasCard } from "./store/profiles.ts";
