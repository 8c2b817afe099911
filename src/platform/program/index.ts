/**
 * How a capability describes itself, and how all of them become one program. The platform knows no member.
 * Names come from the list and are checked for duplicates, handlers and texts before the start.
 */
export type { Background, LoopPart } from "./background.ts";
export type { Area, Capability, NavigationEntry, NavigationKey } from "./capability.ts";
export { findBackgroundFaults, findFaults, refuseFaults, sharedRoutes, type Texts } from "./complete.ts";
export { compose, type Program } from "./compose.ts";
