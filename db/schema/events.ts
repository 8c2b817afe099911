import type { Stamp } from "./foundation.ts";

export type EventShownTable = {
  eventKind: string;
  eventId: string;
  agreementId: string;
  readableUntil: Stamp;
};

/** `postingId` is null in the row of the enterprise itself. */
export type EventBroughtTable = {
  eventKind: string;
  eventId: string;
  enterpriseId: string;
  postingId: string | null;
};
