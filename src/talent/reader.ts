import type { RequestContext } from "../platform/context.ts";
import { AppError, notFound } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import type { TalentReader } from "./schema.ts";
import type { PoolReader } from "./store.ts";

/**
 * Returns for whom the caller reads the pool: a named enterprise of the caller, else the caller's union, else
 * the first enterprise. Throws NOT_FOUND for an enterprise of others, ROLE_REQUIRED for a caller with
 * neither.
 */
export function poolReaderOf(
  { actor }: Pick<RequestContext, "actor">,
  { enterpriseId }: TalentReader,
): PoolReader {
  const { enterprises, offices } = requireAccount(actor);
  const [office] = offices;
  if (office && !enterpriseId) return { city: office.city, enterpriseId: null };
  const enterprise = enterpriseId ? enterprises.find(({ id }) => id === enterpriseId) : enterprises[0];
  if (enterprise) return { city: enterprise.homeCity, enterpriseId: enterprise.id };
  throw enterpriseId ? notFound() : new AppError("ROLE_REQUIRED");
}
