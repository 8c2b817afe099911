import type { Vault } from "../../../platform/core/vault.ts";
import { ed25519Key } from "../../../platform/keys/index.ts";

export type TicketKey = { id: string; publicKey: Buffer; sign(text: string): Promise<string> };

const keys = new WeakMap<Vault, Promise<TicketKey>>();

async function deriveKey(vault: Vault): Promise<TicketKey> {
  const { publicKey, sign } = await ed25519Key(await vault.seed("fair tickets"));
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(publicKey)));
  return {
    id: digest.toString("base64url").slice(0, 8),
    publicKey,
    sign: async (text) => Buffer.from(await sign(text)).toString("base64url"),
  };
}

/**
 * Returns the Ed25519 key (RFC 8032) that signs codes. It is derived from the vault's seed, so all processes
 * have the same key. Its id is a hash of the public key.
 */
export function ticketKey(vault: Vault): Promise<TicketKey> {
  const known = keys.get(vault) ?? deriveKey(vault);
  keys.set(vault, known);
  return known;
}

/** Returns the keys that verify codes of this node: the current one, then those of former vaults. */
export const ticketKeys = (vault: Vault): Promise<TicketKey[]> =>
  Promise.all([vault, ...vault.earlier].map(ticketKey));
