import type { Db, DbOrTx } from "../../../db/client.ts";
import type { Services } from "../../platform/context.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { selectHosted, selectIdentities, selectIdentity, upsertIdentity } from "../keys/index.ts";
import { DirectoryError, type OpenDirectory, openDirectory } from "./rules.ts";
import { keepDirectory } from "./store.ts";

/** Path below a node's address at which it serves its directory. */
export const DIRECTORY_PATH = "/.well-known/cityfed";
/** Shortest time between two requests for the directory of one city. */
const REFRESH_MS = 60_000;

/** Returns the text of an address. Throws for any answer but 200. Must refuse private addresses. */
export type FetchText = (url: string) => Promise<string>;

/**
 * Keeps a peer's directory if the roots of its cities, as this node knows them, signed it. Follows its cities
 * to a new address. Returns the verified directory. Throws DirectoryError.
 */
export async function acceptDirectory(db: DbOrTx, note: string): Promise<OpenDirectory> {
  const identities = await selectIdentities(db);
  const roots = identities.map(({ root }) => root);
  const opened = await openDirectory(note, { roots, now: await databaseNow(db) });
  const cities = [];
  for (const one of opened.cities) if (!(await selectHosted(db, one.city))) cities.push(one);
  const kept = await keepDirectory(db, { ...opened, cities });
  if (kept.length < cities.length) throw new DirectoryError("OLDER");
  const { url } = opened.content;
  for (const identity of identities)
    if (kept.includes(identity.city) && identity.url !== url) await upsertIdentity(db, { ...identity, url });
  return opened;
}

const asked = new WeakMap<Db, Map<string, number>>();

/** Returns true once a minute for each city, in this process. */
function isDue(db: Db, city: string, nowMs: number): boolean {
  const times = asked.get(db) ?? new Map<string, number>();
  asked.set(db, times);
  if (nowMs - (times.get(city) ?? -REFRESH_MS) < REFRESH_MS) return false;
  times.set(city, nowMs);
  return true;
}

/**
 * Fetches the directory of a peer's node again, at most once a minute. Returns true if it is kept. An answer
 * that does not verify, or none, changes nothing.
 */
export async function refreshDirectory(
  { db, clock, log }: Pick<Services, "db" | "clock" | "log">,
  city: string,
  fetchText: FetchText,
): Promise<boolean> {
  const identity = await selectIdentity(db, city);
  if (!identity || (await selectHosted(db, city))) return false;
  if (!isDue(db, city, clock.now().getTime())) return false;
  try {
    const { cities } = await acceptDirectory(db, await fetchText(`${identity.url}${DIRECTORY_PATH}`));
    return cities.some((one) => one.city === city);
  } catch (error) {
    const fault = error instanceof DirectoryError ? error.fault : "UNREACHED";
    log.warn({ city, fault }, "the directory of a city was not renewed");
    return false;
  }
}
