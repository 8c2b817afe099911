import type { Db, DbOrTx } from "../../../db/client.ts";
import type { Services } from "../../platform/context.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { selectHosted, selectIdentities, selectIdentity, upsertIdentity } from "../keys/index.ts";
import { DirectoryError, type OpenDirectory, openDirectory } from "./rules.ts";
import { keepDirectory } from "./store.ts";

/** Path below a node's address at which it serves its directory. */
export const DIRECTORY_PATH = "/.well-known/cityfed";
/** Shortest time between two requests for the directory of one node. */
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

/** A request for the directory of one address: when it began, and the cities that it renewed. */
type Asked = { atMs: number; cities: Promise<readonly string[]>; open: boolean };
const asked = new WeakMap<Db, Map<string, Asked>>();

/** Fetches and keeps the directory of an address. Returns the cities that it renewed. */
async function renew(
  { db, log }: Pick<Services, "db" | "log">,
  { city, url }: { city: string; url: string },
  fetchText: FetchText,
): Promise<string[]> {
  try {
    const { cities } = await acceptDirectory(db, await fetchText(`${url}${DIRECTORY_PATH}`));
    return cities.map((one) => one.city);
  } catch (error) {
    const fault = error instanceof DirectoryError ? error.fault : "UNREACHED";
    log.warn({ city, fault }, "the directory of a city was not renewed");
    return [];
  }
}

/**
 * Fetches the directory of a peer's node again, at most once a minute. Callers at the same time share one
 * request, because a node of several cities has many logs. Returns true if it is kept. An answer that does
 * not verify, or none, changes nothing.
 */
export async function refreshDirectory(
  services: Pick<Services, "db" | "clock" | "log">,
  city: string,
  fetchText: FetchText,
): Promise<boolean> {
  const { db, clock } = services;
  const identity = await selectIdentity(db, city);
  if (!identity || (await selectHosted(db, city))) return false;
  const own = asked.get(db) ?? new Map<string, Asked>();
  asked.set(db, own);
  const nowMs = clock.now().getTime();
  const { url } = identity;
  const last = own.get(url);
  if (last?.open) return (await last.cities).includes(city);
  if (last && nowMs - last.atMs < REFRESH_MS) return false;
  const request: Asked = { atMs: nowMs, cities: renew(services, { city, url }, fetchText), open: true };
  own.set(url, request);
  const cities = await request.cities;
  request.open = false;
  return cities.includes(city);
}
