/**
 * Directories: which cities a node serves, where, and with which keys. The offline root of every city in it
 * signs it. A reader takes from it only the cities whose root it knows and whose root signed.
 */
export { directoryHealth, followDirectories } from "./follow-directories.ts";
export { type InitCity, initCity } from "./init-city.ts";
export { type PeerKey, peerKey } from "./peer-key.ts";
export { promoteDueKeys } from "./promote-due-keys.ts";
export { acceptDirectory, DIRECTORY_PATH, type FetchText, refreshDirectory } from "./refresh.ts";
export { renewDirectory } from "./renew-directory.ts";
export { AHEAD_DAYS, rotateKeys } from "./rotate-keys.ts";
export {
  bytesOf,
  checkpointVerifiers,
  DirectoryError,
  keysAt,
  logOrigin,
  type OpenDirectory,
  openDirectory,
  witnessName,
  witnessVerifiers,
} from "./rules.ts";
export {
  Directory,
  DirectoryCity,
  DirectoryKey,
  LIMITS,
  PROTOCOL,
  VALID_DAYS_MAX,
} from "./schema.ts";
export {
  cityInDirectory,
  type KeptDirectory,
  selectDirectory,
  selectOwnDirectory,
} from "./store.ts";
