/**
 * Livestreams (直播带岗): one livestream belongs to a home city, under an agreement, alone or beside a fair.
 * Only officers of the home city edit it; officers of every organising city control its programme. Its phase
 * follows from its status, the signal that probes saw, and the clock; nothing has to run for it to end. It
 * is live only while the picture advances. At most one posting is pinned, and only one that may be shown.
 */

export {
  type ChannelView,
  createLivestreamChannel,
  listLivestreamChannels,
} from "./channels/index.ts";
export {
  afterAdvance,
  announceLivestream,
  appendEvent,
  appendState,
  type Clocked,
  cancelLivestream,
  controlledLivestream,
  controls,
  createLivestream,
  endLivestream,
  getLivestream,
  goOnAir,
  hasSignal,
  isOver,
  LINK_PLATFORMS,
  type LiveState,
  LivestreamAction,
  LivestreamInput,
  LivestreamPatch,
  LivestreamView,
  type LiveWhat,
  listLivestreams,
  livestreamHub,
  lockLivestream,
  overAt,
  PHASES,
  type Phase,
  PresenterInput,
  phaseOf,
  publicPhaseOf,
  readable,
  requireControl,
  resumeLivestream,
  type Signal,
  showsPin,
  updateLivestream,
  watchLivestream,
} from "./livestream/index.ts";
export {
  getRunSheet,
  ITEMS_MAX,
  listItems,
  listPins,
  PinAction,
  type PinHistory,
  type PinState,
  pinNext,
  pinPosting,
  type RunSheet,
  setRunSheet,
  unpinPosting,
} from "./programme/index.ts";
