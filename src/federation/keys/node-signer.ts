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

const asked = new WeakMap<DbOrTx, Map<string, Promise<SignerNow | null>>>();

/**
 * Returns the key with which a hosted city signs now, or null if it has none that its directory names.
 * Callers that ask at the same time share one question, because many commands are signed at once.
 */
export function signerNow(tools: Tools, city: string): Promise<SignerNow | null> {
  // A transaction may see a key that is not committed yet, or not see a newer one.
  if (tools.db.isTransaction) return findSigner(tools, city);
  const own = asked.get(tools.db) ?? new Map<string, Promise<SignerNow | null>>();
  asked.set(tools.db, own);
  const running = own.get(city);
  if (running) return running;
  const found = findSigner(tools, city).finally(() => own.delete(city));
  own.set(city, found);
  return found;
}

/** Opens each key once per process. */
async function findSigner({ db, vault }: Tools, city: string): Promise<SignerNow | null> {
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
