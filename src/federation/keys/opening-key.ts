import type { DbOrTx } from "../../../db/client.ts";
import type { Vault } from "../../platform/core/vault.ts";
import { selectOpeningKey } from "./store.ts";

/** An X25519 key pair of a hosted city. */
export type OpeningKey = { publicKey: Uint8Array; secret: Uint8Array };

/** Returns the key pair with which this node opens what was sealed with a key id, or null. */
export async function openingKey(
  { db, vault }: { db: DbOrTx; vault: Vault },
  kid: string,
): Promise<OpeningKey | null> {
  const key = await selectOpeningKey(db, kid);
  if (!key) return null;
  return { publicKey: key.publicKey, secret: Buffer.from(await vault.open(key.secretSealed), "base64") };
}
