import type { DbOrTx, Tx } from "../../../db/client.ts";
import { nameKey } from "../../enterprises/index.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf } from "../../platform/core/guard.ts";
import type { Batch } from "../store/batches.ts";
import { lockOwner, type Owner, selectOwner } from "../store/owners.ts";

/** Most postings in one sheet of an enterprise. */
export const OWN_ROWS_MAX = 5_000;

/** An owner with the key under which equal names are found. */
export type SheetOwner = Owner & { nameKey: string };

const withKey = (owner: Owner): SheetOwner => ({ ...owner, nameKey: nameKey(owner.name) });

/**
 * Returns the enterprise for which a member imports. Throws NOT_FOUND for all others, ENTERPRISE_STATE while
 * it is suspended.
 */
export async function requireOwner(db: DbOrTx, actor: Actor, enterpriseId: string): Promise<SheetOwner> {
  if (!isMemberOf(actor, enterpriseId)) throw notFound();
  return withKey(requireNotSuspended(orNotFound(await selectOwner(db, enterpriseId))));
}

/** Returns the enterprise whose own sheet a batch is; null for an import of the union. */
export async function ownerOf(db: DbOrTx, { enterpriseId }: Batch): Promise<SheetOwner | null> {
  return enterpriseId === null ? null : withKey(orNotFound(await selectOwner(db, enterpriseId)));
}

/** Throws ENTERPRISE_STATE if the enterprise of the batch is suspended, and locks its status. */
export async function requireStanding(tx: Tx, { enterpriseId }: Batch): Promise<void> {
  if (enterpriseId !== null) requireNotSuspended(orNotFound(await lockOwner(tx, enterpriseId)));
}

function requireNotSuspended(owner: Owner): Owner {
  if (owner.status === "suspended")
    throw new AppError("ENTERPRISE_STATE", { facts: { status: owner.status } });
  return owner;
}
