import type { Stamp, StampOrNull } from "../foundation.ts";

export type HandoverEnd = "takenBack" | "declined" | "missed";

/** A hand-over of the programme from one livestream to another. It is open until it is handed or closed. */
export type LivestreamHandoverTable = {
  id: string;
  fromId: string;
  toId: string;
  dueAt: Stamp;
  proposedAt: Stamp;
  proposedBy: string | null;
  acceptedAt: StampOrNull;
  acceptedBy: string | null;
  handedAt: StampOrNull;
  closedAt: StampOrNull;
  reason: HandoverEnd | null;
};

/** Settings of a livestream's control room. */
export type LivestreamRoomTable = {
  livestreamId: string;
  standbyFileId: string | null;
  /** Address of the film at the home of a copy. */
  standbyUrl: string | null;
  standbyAt: StampOrNull;
  standbyBy: string | null;
  presenterHash: Buffer | null;
  presenterAt: StampOrNull;
};
