/**
 * The livestream: its row, organising cities and presenters, its phase, the live events of its page, and the
 * rules about who may read and control it. Of the other folders of `livestreams` it imports `copies/telling`
 * alone.
 */

export {
  changeLivestream,
  type LivestreamCommand,
  recordLivestream,
  requireControl,
  requireHostedHere,
} from "./change-livestream.ts";
export { createLivestream } from "./create-livestream.ts";
export { announceLivestream } from "./lifecycle/announce-livestream.ts";
export { cancelLivestream } from "./lifecycle/cancel-livestream.ts";
export { endLivestream } from "./lifecycle/end-livestream.ts";
export { goOnAir } from "./lifecycle/go-on-air.ts";
export { resumeLivestream } from "./lifecycle/resume-livestream.ts";
export { livestreamHub, watchLivestream } from "./live/hub.ts";
export type { LiveState, LiveWhat } from "./live/schema.ts";
export { requireWatchable } from "./parts.ts";
export {
  afterAdvance,
  type Clocked,
  hasSignal,
  isOver,
  overAt,
  PHASES,
  type Phase,
  phaseOf,
  publicPhaseOf,
  type Signal,
  showsPin,
} from "./phase.ts";
export {
  controlledLivestream,
  getLivestream,
  listLivestreams,
  livestreamsByIds,
} from "./read-livestreams.ts";
export { livestreamRoutes } from "./routes.ts";
export { mayPin } from "./rules.ts";
export {
  command,
  LINK_PLATFORMS,
  LivestreamAction,
  LivestreamInput,
  LivestreamPatch,
  LivestreamView,
  PinView,
  PresenterInput,
  type PresenterView,
} from "./schema.ts";
export { appendEvent, appendState } from "./store/events.ts";
export {
  controls,
  type LivestreamReader,
  type LockedLivestream,
  lockLivestream,
  readable,
  withSignal,
} from "./store/livestreams.ts";
export { agreementReference } from "./store/parts.ts";
export { HAS_SIGNAL, LINKED, OVER_AT, phaseSql, SHOWS_PIN } from "./store/phase.ts";
export { type ClosedPin, closePin } from "./store/pins.ts";
export { HOMES, joinPosting, STANDING, STANDINGS, type Standing } from "./store/standing.ts";
export { updateLivestream } from "./update-livestream.ts";
export { requireAddress } from "./web-address.ts";
