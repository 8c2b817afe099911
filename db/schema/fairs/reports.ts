import type { Stamp } from "../foundation.ts";

/** An application at an own fair that the home of a person of another node told. */
export type ToldApplicationTable = {
  fairId: string;
  applicationId: string;
  /** Id of the record. */
  id: string;
  homeCity: string;
  personId: string;
  postingId: string;
  reference: string;
  appliedAt: Stamp;
  startedOn: string | null;
  atWork30: boolean;
  rev: number;
};

/** An application of an own person, as the host of a fair at another node was told of it last. */
export type ApplicationTellingTable = {
  applicationId: string;
  fairId: string;
  id: string;
  city: string;
  receiver: string;
  consentId: string;
  startedOn: string | null;
  atWork30: boolean;
  rev: number;
};
