import type { Services } from "../../platform/context.ts";
import { type FetchText, refreshDirectory } from "./refresh.ts";
import { bytesOf, keysAt } from "./rules.ts";
import { cityInDirectory } from "./store.ts";

/** The key of a peer's request. `cities` are all cities of its node, `ownUrl` is the address of this one. */
export type PeerKey = {
  city: string;
  kid: string;
  publicKey: Uint8Array;
  cities: readonly string[];
  ownUrl: string | null;
};

type Tools = Pick<Services, "db" | "clock" | "log">;

/**
 * Returns the key of a key id `<city>#<kid>` that may sign requests now, or null. For an unknown one, asks
 * the city's node for its directory again, at most once a minute.
 */
export async function peerKey(tools: Tools, keyId: string, fetchText: FetchText): Promise<PeerKey | null> {
  const [, city = "", kid = ""] = /^(\d{6})#([0-9a-f]{8})$/.exec(keyId) ?? [];
  if (!city) return null;
  const find = async (): Promise<PeerKey | null> => {
    const known = await cityInDirectory(tools, city);
    const key = known && keysAt(known, "sign", known.now).find((one) => one.kid === kid);
    if (!key) return null;
    return { city, kid, publicKey: bytesOf(key), cities: known.nodeCities, ownUrl: known.ownUrl };
  };
  const found = await find();
  if (found) return found;
  return (await refreshDirectory(tools, city, fetchText)) ? find() : null;
}
