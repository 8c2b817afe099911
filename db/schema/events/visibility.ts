import type { Stamp } from "../foundation.ts";

export type EventShownTable = {
  eventKind: string;
  eventId: string;
  agreementId: string;
  readableUntil: Stamp;
};

/**
 * An enterprise or a posting that takes part in an event. `postingId` is null in the row of the enterprise.
 */
export type EventBroughtTable = {
  eventKind: string;
  eventId: string;
  enterpriseId: string;
  postingId: string | null;
};
