import {
  type Directory,
  initCity,
  makeRootKey,
  type NoteSigner,
  rootName,
} from "../../../src/federation/index.ts";
import { type Services, systemContext } from "../../../src/platform/context.ts";

export const URL_OF_NODE = "http://fx.example.cn";

/** Makes the root key of a city under the origin that belongs to an address. */
export const rootOf = async (city: string, url = URL_OF_NODE): Promise<NoteSigner> =>
  (await makeRootKey(rootName(`${new URL(url).host}/fed`, city))).signer;

/**
 * Gives hosted cities of a node their keys and the node its directory. Returns the roots and the directory.
 */
export async function initNode(
  services: Services,
  cities: readonly string[],
  url = URL_OF_NODE,
): Promise<{ roots: NoteSigner[]; directory: Directory }> {
  const roots: NoteSigner[] = [];
  let directory: Directory | undefined;
  for (const city of cities) {
    roots.push(await rootOf(city, url));
    directory = await initCity(systemContext(services, "test"), { city, url, roots, days: 365 });
  }
  if (!directory) throw new Error("no city");
  return { roots, directory };
}
