/**
 * Describes a capability, and composes all capabilities into one program. The platform imports none of them.
 * Before the start, all names are checked: for duplicates, missing handlers and missing texts.
 */
export type { Background, LoopPart } from "./background.ts";
export type { Area, Capability, NavigationEntry, NavigationKey } from "./capability.ts";
export { findBackgroundFaults, findFaults, refuseFaults, sharedRoutes, type Texts } from "./complete.ts";
export { compose, type Program } from "./compose.ts";
export type { GaugeSource, Sample } from "./gauges.ts";
