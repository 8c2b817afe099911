import { ed25519Key } from "../../platform/keys/index.ts";
import type { NoteSigner } from "./note.ts";

/** Returns the key of a seed of 32 bytes as a signer of notes under a name. */
export const signingKey = async (name: string, seed: Uint8Array): Promise<NoteSigner> => ({
  name,
  ...(await ed25519Key(seed)),
});
