import type { Vault } from "../../../platform/core/vault.ts";
import type { ToldKey } from "../store/told.ts";
import { ticketKeys } from "./ticket-key.ts";

/** Returns the keys that verify codes of this node, as a fair's public record tells them. */
export const toldKeys = async (vault: Vault): Promise<ToldKey[]> =>
  (await ticketKeys(vault)).map(({ id, publicKey }) => ({ id, publicKey: publicKey.toString("base64") }));
