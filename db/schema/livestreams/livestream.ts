import type { Generated } from "kysely";
import type { Json, Stamp, StampOrNull } from "../foundation.ts";

export type LivestreamStatus = "draft" | "announced" | "onAir" | "ended" | "cancelled";
export type LivestreamRole = "host" | "organiser" | "supporter";
export type LinkPlatform = "douyin" | "kuaishou" | "shipinhao" | "other";
export type UnpinReason = "replaced" | "officer" | "ended" | "removed" | "over";

export type LivestreamTable = {
  id: string;
  homeCity: string;
  agreementId: string;
  fairId: string | null;
  venueIds: Generated<string[]>;
  status: LivestreamStatus;
  title: string;
  intro: string | null;
  startsAt: Stamp;
  endsAt: Stamp;
  graceS: Generated<number>;
  /** 32 random bytes. Never shown, logged or sent to another node. */
  secret: Buffer;
  cancelReason: string | null;
  announcedAt: StampOrNull;
  onAirAt: StampOrNull;
  resumedAt: StampOrNull;
  endedAt: StampOrNull;
  cancelledAt: StampOrNull;
  toldStartsAt: StampOrNull;
  toldCancelledAt: StampOrNull;
  createdBy: string | null;
  rev: Generated<number>;
  /** Version that the home's public log told last, 0 for none. */
  toldRev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type LivestreamCityTable = { livestreamId: string; city: string; role: LivestreamRole };

/** A presenter with an employer or a union. `permitUntil` is the last valid day of the permit. */
export type LivestreamPresenterTable = {
  livestreamId: string;
  ordinal: number;
  name: string;
  enterpriseId: string | null;
  unionName: string | null;
  permit: string | null;
  permitUntil: string | null;
  warnedAt: StampOrNull;
};

/** A person who wants to be reminded. `startsAt` is the start that the person knows. */
export type LivestreamReservationTable = {
  livestreamId: string;
  accountId: string;
  startsAt: Stamp;
  madeAt: Stamp;
};

export type LivestreamItemTable = { livestreamId: string; postingId: string; ordinal: number };

export type LivestreamPinTable = {
  id: string;
  livestreamId: string;
  postingId: string;
  pinnedAt: Stamp;
  pinnedBy: string | null;
  unpinnedAt: StampOrNull;
  reason: UnpinReason | null;
};

/** A numbered event for live pages. `kind` is the name under which a page hears it. */
export type LivestreamEventTable = {
  livestreamId: string;
  seq: number;
  at: Stamp;
  kind: Generated<string>;
  data: Json<unknown>;
};
