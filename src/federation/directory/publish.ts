import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../platform/core/errors.ts";
import { databaseNow } from "../../platform/core/store.ts";
import {
  isSameKey,
  type NodeKey,
  type OwnIdentity,
  promoteKeys,
  selectKeys,
  selectOwnIdentities,
} from "../keys/index.ts";
import { type NoteSigner, signNote } from "../notes/index.ts";
import { openDirectory } from "./rules.ts";
import { type Directory, type DirectoryKey, LIMITS, PROTOCOL } from "./schema.ts";
import { keepDirectory, selectEpochs, selectOwnDirectory, selectVocabulary } from "./store.ts";

const DAY_MS = 86_400_000;
/** A successor's predecessor stays valid for a day more, for clocks that differ and pages under way. */
const OVERLAP_MS = DAY_MS;
/** Keys that ended longer ago are not listed. */
const LISTED_DAYS = 400;

/**
 * Returns the keys of a city as its directory lists them. A key ends a day after its successor begins. One
 * that has ended keeps that end, also if its successor is revoked later.
 */
function listed(keys: readonly NodeKey[], now: Date): DirectoryKey[] {
  return keys
    .filter(({ endedAt }) => !endedAt || now.getTime() - endedAt.getTime() < LISTED_DAYS * DAY_MS)
    .map((key): DirectoryKey => {
      const successor = keys.find(
        (one) => one.use === key.use && one.activeFrom > key.activeFrom && one.status !== "revoked",
      );
      const ends = key.endedAt ?? successor?.activeFrom;
      const until = ends && new Date(ends.getTime() + (key.status === "revoked" ? 0 : OVERLAP_MS));
      return {
        kid: key.kid,
        use: key.use,
        status: key.status,
        publicKey: key.publicKey.toString("base64"),
        from: key.activeFrom.toISOString(),
        ...(until ? { until: until.toISOString() } : {}),
      };
    });
}

/** Returns the roots of the cities, in order. Throws INVALID_INPUT with the cities whose root is missing. */
function rootsOf(own: readonly OwnIdentity[], given: readonly NoteSigner[]): NoteSigner[] {
  const found = own.map(({ root }) => given.find((signer) => isSameKey(signer, root)));
  const fields = own
    .filter((_, i) => !found[i])
    .map(({ city }) => ({ path: `root.${city}`, code: "ROOT_MISSING" }));
  if (fields.length > 0) throw new AppError("INVALID_INPUT", { fields });
  return found.filter((signer) => signer !== undefined);
}

/** Composes, signs and keeps the directory of this node. `days`: how long it is valid. */
export async function publishDirectory(
  tx: Tx,
  { roots, days }: { roots: readonly NoteSigner[]; days: number },
): Promise<Directory> {
  await promoteKeys(tx);
  const own = await selectOwnIdentities(tx);
  const signers = rootsOf(own, roots);
  const [now, last] = [await databaseNow(tx), await selectOwnDirectory(tx)];
  // Later than the directory before, also if the clock was set back meanwhile.
  const earliest = last ? Date.parse(last.content.issuedAt) + 1 : 0;
  const issuedAt = new Date(Math.max(now.getTime(), earliest));
  const epochs = await selectEpochs(
    tx,
    own.map(({ city }) => city),
  );
  const cities = [];
  for (const { city, federation, origin, root } of own) {
    const logs = [{ audience: "public", epoch: epochs.get(city) ?? 1 }];
    cities.push({ city, federation, origin, root, logs, keys: listed(await selectKeys(tx, city), now) });
  }
  const content: Directory = {
    v: 1,
    url: own[0]?.url ?? "",
    versions: [PROTOCOL],
    vocabulary: await selectVocabulary(tx),
    limits: LIMITS,
    cities,
    issuedAt: issuedAt.toISOString(),
    validUntil: new Date(issuedAt.getTime() + days * DAY_MS).toISOString(),
  };
  const note = await signNote(`${JSON.stringify(content)}\n`, signers);
  await keepDirectory(tx, await openDirectory(note, { roots: own.map(({ root }) => root), now: issuedAt }));
  return content;
}
