/**
 * Closed sets of names that the platform checks without knowing the members.
 * Each capability adds its own in capability.ts: `declare module "../platform/core/vocabulary.ts"` merges
 * into these interfaces.
 */

/** Error code → HTTP status. */
// biome-ignore lint/suspicious/noEmptyInterface: capabilities merge their members into it.
export interface ErrorCodes {}

/** Kind of record that a policy may name → true. */
// biome-ignore lint/suspicious/noEmptyInterface: capabilities merge their members into it.
export interface RecordKinds {}

/** Key of an entry in the navigation → true. */
// biome-ignore lint/suspicious/noEmptyInterface: capabilities merge their members into it.
export interface NavigationKeys {}
