import type { DbOrTx } from "../../../db/client.ts";
import type { Vault } from "../../platform/core/vault.ts";
import { ed25519Key } from "../../platform/keys/index.ts";
import type { NoteSigner } from "../notes/index.ts";
import { selectSigningKey } from "./store.ts";

/** The key with which a hosted city signs. `sign` returns 64 bytes. */
export type NodeSigner = {
  city: string;
  kid: string;
  publicKey: Uint8Array;
  sign(text: string): Promise<Uint8Array>;
};

const opened = new WeakMap<Vault, Map<string, NodeSigner>>();

/**
 * Returns the key with which a hosted city signs now, or null if it has none that its directory names. Opens
 * each key once per process.
 */
export async function nodeSigner(
  { db, vault }: { db: DbOrTx; vault: Vault },
  city: string,
): Promise<NodeSigner | null> {
  const key = await selectSigningKey(db, city);
  if (!key) return null;
  const own = opened.get(vault) ?? new Map<string, NodeSigner>();
  opened.set(vault, own);
  const name = `${city} ${key.kid}`;
  const known = own.get(name);
  if (known) return known;
  const seed = Buffer.from(await vault.open(key.secretSealed), "base64");
  const signer = { city, kid: key.kid, ...(await ed25519Key(seed)) };
  own.set(name, signer);
  return signer;
}

/** Returns a city's key as a signer of notes under a name, such as the origin of one of its logs. */
export const asNoteSigner = ({ publicKey, sign }: NodeSigner, name: string): NoteSigner => ({
  name,
  publicKey,
  sign,
});
