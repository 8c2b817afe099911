/**
 * Keys and identities of cities. A city's root key stays offline and signs its directory and agreements. Its
 * node keys sign checkpoints and requests; their secrets are sealed in the database.
 */
export { type KeyUse, kidOf, type MadeKey, makeKey } from "./make-key.ts";
export { asNoteSigner, type NodeSigner, nodeSigner, signerNow } from "./node-signer.ts";
export { openingKey } from "./opening-key.ts";
export { isSameKey, makeRootKey, readRootKey, readRootName, rootName } from "./root-key.ts";
export {
  deleteNextKeys,
  endActiveKeys,
  type Identity,
  insertKey,
  lockKeys,
  type NodeKey,
  type OwnIdentity,
  promoteKeys,
  selectHosted,
  selectIdentities,
  selectIdentity,
  selectKeys,
  selectOwnIdentities,
  upsertIdentity,
} from "./store.ts";
