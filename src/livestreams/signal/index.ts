/**
 * Sources of livestreams, their takes, and the signal. A signal is what a look at the playlist saw, and no
 * callback. Times are of the database's clock. Keys of publishers are stored as hashes and shown once.
 */
export { streamCallbacks } from "./callbacks/routes.ts";
export { type NginxSetup, nginxConfig } from "./nginx-config.ts";
export { livestreamSourceRoutes } from "./routes.ts";
export { SIGNAL_FAULTS, type SignalFault } from "./rules/state.ts";
export {
  LinkInput as SourceLinkInput,
  PushAddress,
  SourceInput,
  SourceSet,
  SourcesView,
} from "./schema.ts";
export { PLATFORMS, type ShownPlatform } from "./sources/platforms.ts";
export {
  type ControlSource,
  controlSources,
  readSources,
  type ShownSources,
  shownSources,
} from "./sources/read-sources.ts";
export { reissueKey } from "./sources/reissue-key.ts";
export { removeLink } from "./sources/remove-link.ts";
export { setLink } from "./sources/set-link.ts";
export { setSource } from "./sources/set-source.ts";
