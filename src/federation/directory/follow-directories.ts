import type { RequestContext } from "../../platform/context.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { NotReady } from "../../platform/http/health.ts";
import { selectIdentities, selectOwnIdentities } from "../keys/index.ts";
import { type FetchText, refreshDirectory } from "./refresh.ts";
import { selectOwnDirectory } from "./store.ts";

const DAY_MS = 86_400_000;
/** Days before its own directory ends from which a node warns. */
const WARN_DAYS = 30;
/** Directories that are asked for at the same time. */
const AT_ONCE = 8;
/** Bounds of the pause between two looks. A revoked key counts nowhere after the longer one. */
const PAUSE_MS = { shortest: 120_000, longest: 300_000 } as const;

/** Returns one city of each other node, by the node's address. */
async function citiesOfNodes({ db }: Pick<RequestContext, "db">): Promise<string[]> {
  const own = new Set((await selectOwnIdentities(db)).map(({ city }) => city));
  const nodes = new Map<string, string>();
  for (const { city, url } of await selectIdentities(db)) if (!own.has(city)) nodes.set(url, city);
  return [...nodes.values()];
}

/** Returns the days until the directory of this node ends, or null while it has none. */
async function daysLeft({ db }: Pick<RequestContext, "db">): Promise<number | null> {
  const own = await selectOwnDirectory(db);
  return own && Math.floor((own.validUntil.getTime() - (await databaseNow(db)).getTime()) / DAY_MS);
}

/**
 * Fetches the directory of every other node, a few at the same time. So a key that was revoked or replaced
 * counts here within minutes. Logs if the own one ends soon. Returns the pause in ms until the next look,
 * spread at random. A node that does not answer keeps its directory until that ends.
 */
export async function followDirectories(
  ctx: RequestContext,
  fetchText: FetchText,
  random: () => number = Math.random,
): Promise<number> {
  const waiting = await citiesOfNodes(ctx);
  const one = async () => {
    for (let city = waiting.pop(); city !== undefined; city = waiting.pop())
      await refreshDirectory(ctx, city, fetchText);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const days = await daysLeft(ctx);
  if (days !== null && days < WARN_DAYS)
    ctx.log.warn({ days }, "this node's directory ends soon: sign it again with `npm run fed -- directory`");
  return PAUSE_MS.shortest + (PAUSE_MS.longest - PAUSE_MS.shortest) * random();
}

/** Says to `/readyz` that the own directory ends in less than 30 days. Other nodes then refuse it. */
export const directoryHealth = {
  name: "directory",
  async check(services: Pick<RequestContext, "db">): Promise<Record<string, unknown>> {
    const days = await daysLeft(services);
    if (days !== null && days < WARN_DAYS) throw new NotReady(days < 0 ? "EXPIRED" : "EXPIRES_SOON");
    return days === null ? {} : { days };
  },
};
