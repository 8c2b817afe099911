/**
 * The control room (导播台) of livestreams. It shows several of them side by side. A programme is handed from
 * one livestream to another. A standby film stands in for a missing picture. The presenter has a page in
 * large type. Viewers are sent on only to a livestream that is live. A standby film is never a live picture,
 * and ends with one.
 */

export { acceptHandover } from "./handover/accept-handover.ts";
export { declineHandover } from "./handover/decline-handover.ts";
export { proposeHandover } from "./handover/propose-handover.ts";
export { getHandovers, handoversOf } from "./handover/read-handovers.ts";
export { takeBackHandover } from "./handover/take-back-handover.ts";
export { watchRoom } from "./live.ts";
export { issuePresenterKey } from "./presenter/issue-presenter-key.ts";
export { getPresenterDesk, openPresenterDesk, type PresenterDesk } from "./presenter/read-presenter.ts";
export { getRoom, ROOM_MAX, type Room, type RoomStream, type RoomTarget } from "./read-room.ts";
export { handoverRoutes } from "./routes.ts";
export type { HandoverState } from "./rules.ts";
export { HandoverAction, type Handovers, type HandoverView } from "./schema.ts";
export { expireStandbys } from "./standby/expire-standbys.ts";
export { type Standby, standbyOf, watchedStandby } from "./standby/read-standby.ts";
export { removeStandby } from "./standby/remove-standby.ts";
export { setStandby } from "./standby/set-standby.ts";
