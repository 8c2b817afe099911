import type { Services } from "../../platform/context.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { type FetchText, refreshDirectory } from "./refresh.ts";
import { bytesOf, keysAt } from "./rules.ts";
import type { DirectoryCity } from "./schema.ts";
import { selectDirectory, selectNodeCities } from "./store.ts";

/** The key of a peer's request. `cities` are all cities of its node. */
export type PeerKey = { city: string; kid: string; publicKey: Uint8Array; cities: readonly string[] };

type Tools = Pick<Services, "db" | "clock" | "log">;

/** Returns what the valid directory of its node says of a city, or null without one. */
export async function cityInDirectory(
  { db }: Pick<Services, "db">,
  city: string,
): Promise<DirectoryCity | null> {
  const kept = await selectDirectory(db, city);
  if (!kept || kept.validUntil <= (await databaseNow(db))) return null;
  return kept.content.cities.find((one) => one.city === city) ?? null;
}

/**
 * Returns the key of a key id `<city>#<kid>` that may sign requests now, or null. For an unknown one, asks
 * the city's node for its directory again, at most once a minute.
 */
export async function peerKey(tools: Tools, keyId: string, fetchText: FetchText): Promise<PeerKey | null> {
  const [, city = "", kid = ""] = /^(\d{6})#([0-9a-f]{8})$/.exec(keyId) ?? [];
  if (!city) return null;
  const find = async () => {
    const found = await cityInDirectory(tools, city);
    return found && keysAt(found, "sign", await databaseNow(tools.db)).find((key) => key.kid === kid);
  };
  let key = await find();
  if (!key && (await refreshDirectory(tools, city, fetchText))) key = await find();
  if (!key) return null;
  return { city, kid, publicKey: bytesOf(key), cities: await selectNodeCities(tools.db, city) };
}
