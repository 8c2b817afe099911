/**
 * The keys of sealed values. A database knows its keys by their public ids: one is current, earlier ones open
 * values until `rekey` has sealed them again.
 */
export { assertKeyless, checkKeys, type KeyCode, KeyError, lookAtKeys, type Probe } from "./check-keys.ts";
export { ed25519Key, verifiesEd25519 } from "./ed25519.ts";
export { type Rekeyed, type RekeyProgress, rekey } from "./rekey.ts";
export type { SealedColumn } from "./store.ts";
