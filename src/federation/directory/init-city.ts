import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import {
  type Identity,
  insertKey,
  isSameKey,
  lockKeys,
  type MadeKey,
  makeKey,
  readRootName,
  selectHosted,
  selectIdentity,
  selectKeys,
  selectOwnIdentities,
  upsertIdentity,
} from "../keys/index.ts";
import { type NoteSigner, verifierText } from "../notes/index.ts";
import { publishDirectory } from "./publish.ts";
import type { Directory } from "./schema.ts";

export type InitCity = {
  city: string;
  /** Where this node answers: scheme, host and port. */
  url: string;
  /** The roots of all cities of this node. That of `city` has the name of its origin and city. */
  roots: readonly NoteSigner[];
  /** Days for which the directory is valid. */
  days: number;
};

/** Seals and inserts node keys of a city. */
export async function insertKeys(
  tx: Tx,
  { vault }: Pick<RequestContext, "vault">,
  of: { city: string; keys: readonly MadeKey[]; inDays: number },
): Promise<void> {
  for (const { secret, ...key } of of.keys) {
    const secretSealed = await vault.seal(secret.toString("base64"));
    await insertKey(tx, { city: of.city, ...key, secretSealed, inDays: of.inDays });
  }
}

function rootOf({ city, roots }: InitCity): { root: NoteSigner; origin: string } {
  for (const root of roots) {
    const named = readRootName(verifierText(root));
    if (named.city === city) return { root, origin: named.origin };
  }
  throw invalid("root", "ROOT_MISSING");
}

/** Moves every city of this node to the address, because one node has one. */
async function moveTo(tx: Tx, url: string): Promise<void> {
  for (const { federation: _, ...identity } of await selectOwnIdentities(tx))
    if (identity.url !== url) await upsertIdentity(tx, { ...identity, url });
}

/**
 * Gives a hosted city its identity and its first node keys, and publishes this node's directory. A repeated
 * call makes no new key. Throws INVALID_INPUT: for a city that is not hosted, another origin or root than
 * before, a missing root.
 */
export async function initCity(ctx: RequestContext, input: InitCity): Promise<Directory> {
  requireSystem(ctx.actor);
  const { city, url } = input;
  const { root, origin } = rootOf(input);
  const keys = [await makeKey("sign"), await makeKey("encrypt")];
  return inTransaction(ctx, async (tx) => {
    await lockKeys(tx);
    if (!(await selectHosted(tx, city))) throw invalid("city", "NOT_HOSTED");
    const before: Identity | null = await selectIdentity(tx, city);
    if (before && !isSameKey(root, before.root)) throw invalid("root", "OTHER_ROOT");
    await upsertIdentity(tx, { city, origin, root: verifierText(root), url });
    await moveTo(tx, url);
    if ((await selectKeys(tx, city)).length === 0) await insertKeys(tx, ctx, { city, keys, inDays: 0 });
    const directory = await publishDirectory(tx, input);
    await recordAudit(tx, ctx, {
      action: "federation.init",
      subjectKind: "city",
      subjectId: city,
      city,
      detail: { origin, url, validUntil: directory.validUntil },
    });
    return directory;
  });
}
