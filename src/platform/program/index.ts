/**
 * The shape in which a capability describes itself, and the composition of all of them into one program. The platform
 * knows no member: names come from the list and are checked for duplicates, handlers and texts before the start.
 */
export type { Background, LoopPart } from "./background.ts";
export type { Area, Capability, NavigationEntry, NavigationKey } from "./capability.ts";
export { findBackgroundFaults, findFaults, refuseFaults, sharedRoutes, type Texts } from "./complete.ts";
export { compose, type Program } from "./compose.ts";
