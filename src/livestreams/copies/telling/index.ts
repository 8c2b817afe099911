/**
 * Tells other cities of own livestreams by the home city's public log: the livestream with its source and
 * pins, and its signal while it is on air. Drafts, rehearsals, secrets and keys stay here.
 */

export { LivestreamPayload, SignalPayload } from "./schema.ts";
export { tellLivestream } from "./tell-livestream.ts";
export { tellSignal } from "./tell-signal.ts";
export { tellUntold } from "./tell-untold.ts";
