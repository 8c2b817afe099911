import type { RequestContext } from "../../platform/context.ts";
import { encodeCursor, type Page, placeAfter } from "../../platform/core/cursor.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, isOfficerOf, requireAccount } from "../../platform/core/guard.ts";
import { hostCities } from "../fair/index.ts";
import type { RegistrationView } from "./schema.ts";
import {
  countRegistrations as countOf,
  type RegistrationCounts,
  type RegistrationFilter,
  selectRegistrations,
  type ViewParty,
} from "./store/registration-lists.ts";
import {
  type RegistrationConflict,
  type RegistrationRow,
  selectRegistration,
} from "./store/registration-views.ts";

function deliveryOf({ delivery }: RegistrationRow): RegistrationView["delivery"] {
  if (!delivery) return null;
  const { conflict } = delivery;
  if (!conflict) return delivery;
  const brought = ({ recruiters, wishNote, contactName, contactPhone }: RegistrationConflict["mine"]) => {
    return { recruiters, wishNote, contactName, contactPhone };
  };
  const { mine, theirs } = conflict;
  return {
    ...delivery,
    conflict: { mine: brought(mine), theirs: { ...brought(theirs), status: theirs.status } },
  };
}

const toView = (row: RegistrationRow): RegistrationView => ({
  id: row.id,
  reference: row.reference,
  fair: { id: row.fairId, title: row.title, opensAt: row.opensAt.toISOString(), hostCity: row.hostCity },
  enterprise: {
    id: row.enterpriseId,
    name: row.enterpriseName,
    status: row.enterpriseStatus,
    homeCity: row.homeCity,
    county: row.county,
    industry: row.industry,
  },
  endorsingCity: row.endorsingCity,
  endorsingCityName: row.endorsingCityName,
  invited: row.invited,
  status: row.status,
  booth: row.booth,
  venueWishes: row.wishes,
  wishNote: row.wishNote,
  recruiters: row.recruiters,
  contactName: row.contactName,
  contactPhone: row.contactPhone,
  reason: row.reason,
  place: row.place,
  waitsFor: row.waitsFor,
  offerEndsAt: row.offerEndsAt?.toISOString() ?? null,
  postings: row.postings,
  createdAt: row.createdAt.toISOString(),
  delivery: deliveryOf(row),
  rev: row.rev,
});

/**
 * Returns one registration to members of its enterprise, officers of the union that recommends it, and
 * officers of the host city. Throws NOT_FOUND for others.
 */
export async function getRegistration(ctx: RequestContext, id: string): Promise<RegistrationView> {
  const row = orNotFound(await selectRegistration(ctx.db, id));
  const county = row.endorsingCity === row.homeCity ? row.county : null;
  const party =
    isMemberOf(ctx.actor, row.enterpriseId) ||
    isOfficerOf(ctx.actor, row.endorsingCity, county) ||
    isOfficerOf(ctx.actor, row.hostCity);
  if (!party) throw notFound();
  return toView(row);
}

type RegistrationPart = {
  /**
   * `mine`: of the caller's enterprises. `home`: those that the caller's union recommends or may recommend.
   * `host`: at fairs of the caller's city. `hall`: with a booth in a hall of the caller's city.
   */
  as: "mine" | "home" | "host" | "hall";
  fairId?: string | undefined;
  status?: RegistrationRow["status"] | undefined;
  /** Part of an enterprise's name, or a reference. */
  q?: string | undefined;
  /** The hall of the booth. */
  venueId?: string | undefined;
};
export type RegistrationQuestion = RegistrationPart & { cursor?: string | undefined; limit: number };

function partyOf(ctx: RequestContext, as: RegistrationQuestion["as"]): ViewParty {
  const account = requireAccount(ctx.actor);
  if (as === "mine") return { enterprises: account.enterprises.map(({ id }) => id) };
  if (as === "home") return { offices: account.offices };
  return as === "host" ? { hosts: hostCities(account) } : { halls: hostCities(account) };
}

const filterOf = (ctx: RequestContext, { as, status, ...filter }: RegistrationPart): RegistrationFilter => ({
  ...filter,
  of: partyOf(ctx, as),
  statuses: status ? [status] : undefined,
});

/** Counts the registrations of one party by status and by hall. */
export const countRegistrations = (
  ctx: RequestContext,
  part: RegistrationPart,
): Promise<RegistrationCounts> => countOf(ctx.db, filterOf(ctx, part));

/** Highest number of registrations in a file; no fair has as many. */
const EXPORT_MAX = 5000;

/** Returns the registrations of one party without pages, for a file. */
export async function exportRegistrations(
  ctx: RequestContext,
  part: RegistrationPart,
): Promise<RegistrationView[]> {
  const asked = { ...filterOf(ctx, part), after: null, limit: EXPORT_MAX };
  return (await selectRegistrations(ctx.db, asked)).map(toView);
}

/** Lists the registrations of one party by page, in the order of their creation. */
export async function listRegistrations(
  ctx: RequestContext,
  { cursor, limit, ...part }: RegistrationQuestion,
): Promise<Page<RegistrationView>> {
  const { as, fairId, status, q, venueId } = part;
  const question = `registrations ${as} ${fairId ?? ""} ${status ?? ""} ${venueId ?? ""} ${q ?? ""}`;
  const place = placeAfter(question, cursor);
  const after = place && { createdKey: place.at, id: place.id };
  const all = await selectRegistrations(ctx.db, { ...filterOf(ctx, part), after, limit: limit + 1 });
  const rows = all.slice(0, limit);
  const last = all.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(toView),
    nextCursor: last ? encodeCursor(question, [last.createdKey, last.id]) : null,
  };
}

/** Returns those of the registrations that the caller's union recommends or may recommend, by their id. */
export async function registrationsToRecommend(
  ctx: RequestContext,
  ids: readonly string[],
): Promise<Map<string, RegistrationView>> {
  if (ids.length === 0) return new Map();
  const asked = { of: partyOf(ctx, "home"), ids, after: null, limit: ids.length };
  return new Map((await selectRegistrations(ctx.db, asked)).map((row) => [row.id, toView(row)]));
}
