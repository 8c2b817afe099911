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

type Tools = { db: DbOrTx; vault: Vault };

/** A key that signs now, and the time by the database's clock, which a signature often names. */
export type SignerNow = { signer: NodeSigner; now: Date };

/**
 * Returns the key with which a hosted city signs now, or null if it has none that its directory names. Opens
 * each key once per process.
 */
export async function signerNow({ db, vault }: Tools, city: string): Promise<SignerNow | null> {
  const key = await selectSigningKey(db, city);
  if (!key) return null;
  const { now } = key;
  const own = opened.get(vault) ?? new Map<string, NodeSigner>();
  opened.set(vault, own);
  const name = `${city} ${key.kid}`;
  const known = own.get(name);
  if (known) return { signer: known, now };
  const seed = Buffer.from(await vault.open(key.secretSealed), "base64");
  const signer = { city, kid: key.kid, ...(await ed25519Key(seed)) };
  own.set(name, signer);
  return { signer, now };
}

/** Returns the key with which a hosted city signs now, as signerNow does. */
export const nodeSigner = async (tools: Tools, city: string): Promise<NodeSigner | null> =>
  (await signerNow(tools, city))?.signer ?? null;

/** Returns a city's key as a signer of notes under a name, such as the origin of one of its logs. */
export const asNoteSigner = ({ publicKey, sign }: NodeSigner, name: string): NoteSigner => ({
  name,
  publicKey,
  sign,
});
