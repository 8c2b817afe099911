/**
 * The talent pool: cards without name and number that people show to the officers and verified enterprises of
 * one city. Off unless the person switches it on, per receiving city, with fields and an end.
 * Every query asks for consent and its end, receiving city, agreement, standing of the enterprise, blocks.
 * A card is what its owner saw before agreeing; a later change of the profile does not reach it.
 * Opening a card is a look, which its owner sees at once. Nobody is scored.
 */
export { blockEnterprise } from "./invitations/block-enterprise.ts";
export { declineInvitation } from "./invitations/decline-invitation.ts";
export { type Invited, inviteTalent } from "./invitations/invite-talent.ts";
export {
  getTalentInvitation,
  listSentTalentInvitations,
  listTalentBlocks,
  listTalentInvitations,
} from "./invitations/read-invitations.ts";
export { unblockEnterprise } from "./invitations/unblock-enterprise.ts";
export { talentNotices } from "./notices.ts";
export { openTalentCard } from "./open-card.ts";
export { listOwnTalentCards, listTalentReceivers, previewTalentCard } from "./own/read-cards.ts";
export { ownTalentRoutes } from "./own/routes.ts";
export { switchOnTalentCard } from "./own/switch-on.ts";
export { endTalentCard, takeBackTalentCard } from "./own/take-back.ts";
export { receivedTalent } from "./remote/received-cards.ts";
export { tellTalentAgain } from "./remote/tell-card.ts";
export { tellInvitationsAgain, toldInvitations } from "./remote/told-invitations.ts";
export { talentRoutes } from "./routes.ts";
export { BLOCKS_MAX, INVITATIONS_A_DAY } from "./rules.ts";
export * from "./schema.ts";
export { searchTalent } from "./search-talent.ts";
