/**
 * Closed sets of names. Each capability adds members in its capability.ts: `declare module
 * "../platform/core/vocabulary.ts"` merges them into these interfaces.
 * So the compiler checks every name, and the platform imports no capability.
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
