import type { Generated, GeneratedAlways } from "kysely";
import type { Stamp, StampOrNull } from "./foundation.ts";
import type { ConsentTable } from "./people.ts";

/** Days of start as a seeker chooses them: now, within a week, within a month, to be agreed. */
export const TALENT_STARTS = ["now", "week", "month", "later"] as const;
export type TalentStart = (typeof TALENT_STARTS)[number];

/** A card that one person shows to one receiving city. A field outside the consent is null. */
export type TalentCardTable = {
  id: GeneratedAlways<string>;
  consentId: string;
  accountId: string;
  /** The city that answers for the person. */
  homeCity: string;
  /** The receiving city. */
  city: string;
  /** Occupation ids. */
  skills: string[];
  /** Division codes. */
  places: string[] | null;
  years: number | null;
  certificates: string[] | null;
  /** Names of the certificates as a search compares them, one a line. */
  certificateText: string | null;
  startFrom: TalentStart | null;
  veteran: Generated<boolean>;
  /** Conditions of a search that the card meets, as `termsOf` in src/talent/rules.ts writes them. */
  terms: string[];
  givenAt: Stamp;
  /** Newest version that the log for the receiving city tells; 0 if no log tells the card. */
  rev: Generated<number>;
};

export type TalentBlockTable = { accountId: string; enterpriseId: string; createdAt: Stamp };

export type TalentInvitationTable = {
  id: string;
  /** The card as it was when the invitation was sent. It may be gone. */
  cardId: string;
  accountId: string;
  enterpriseId: string;
  postingId: string;
  invitedBy: string | null;
  createdAt: Stamp;
  declinedAt: StampOrNull;
};

/** An invitation of a person of ours, which the city of the enterprise tells. */
export type ToldInvitationTable = {
  id: string;
  homeCity: string;
  accountId: string;
  enterpriseId: string;
  postingId: string;
  enterprise: string;
  title: string;
  createdAt: Stamp;
  declinedAt: StampOrNull;
};

/** Number of invitations that an enterprise sent on a day in Asia/Shanghai. */
export type TalentInvitationDayTable = { enterpriseId: string; day: string; sent: number };

/** Row of the view `shared.matching_consent`: a consent to matching in force. `city` receives the fields. */
export type SharedMatchingConsent = Pick<
  ConsentTable,
  "id" | "accountId" | "fields" | "grantedAt" | "endsAt"
> & { city: string };
