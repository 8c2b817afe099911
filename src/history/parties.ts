import { getEnterprise } from "../enterprises/index.ts";
import { getFair, getRegistration } from "../fairs/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { notFound } from "../platform/core/errors.ts";
import { requireOfficerOf } from "../platform/core/guard.ts";
import { getManagedPosting } from "../postings/index.ts";
import type { Told } from "./rules.ts";
import type { SubjectKind } from "./schema.ts";

/**
 * For each kind of record, returns its name and parties to a reader of its history. Throws NOT_FOUND for
 * everybody else. Readers of a posting's or a registration's history are the members of the enterprise, and
 * the officers who may act on it. The history of an enterprise, with the claims of others, is for its
 * officers alone, as is that of a fair.
 */
export const PARTIES_OF: Record<SubjectKind, (ctx: RequestContext, id: string) => Promise<Told>> = {
  posting: async (ctx, id) => {
    const { employer, homeCity, title: name } = await getManagedPosting(ctx, id);
    return { name, enterprise: { id: employer.id, name: employer.name }, cities: [homeCity] };
  },
  enterprise: async (ctx, id) => {
    const { homeCity, county, name } = await getEnterprise(ctx, id);
    requireOfficerOf(ctx.actor, homeCity, county);
    return { name, enterprise: { id, name }, cities: [homeCity] };
  },
  fairRegistration: async (ctx, id) => {
    const { enterprise, endorsingCity, fair } = await getRegistration(ctx, id);
    return {
      name: `${enterprise.name} · ${fair.title}`,
      enterprise: { id: enterprise.id, name: enterprise.name },
      cities: [endorsingCity, fair.hostCity],
    };
  },
  fair: async (ctx, id) => {
    const { management, hostCity, cities, title: name } = await getFair(ctx, { id });
    if (!management) throw notFound();
    return { name, enterprise: null, cities: [...new Set([hostCity, ...cities.map(({ city }) => city)])] };
  },
};
