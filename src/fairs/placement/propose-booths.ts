import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { getFair, selectFair } from "../fair/index.ts";
import { namesOfRegistrations, selectRegistrations, type TakenBooth } from "../registrations/index.ts";
import { placeRegistration } from "./place-registration.ts";
import { propose } from "./rules.ts";
import type { PlacedMany, Proposal } from "./schema.ts";
import { quotasLeft, selectFree } from "./store.ts";

/**
 * Lists the free booths of a fair by venue. Throws NOT_FOUND unless the caller is an officer of the host
 * city.
 */
export async function freeBooths(ctx: RequestContext, fairId: string): Promise<TakenBooth[]> {
  const { hostCity } = await getFair(ctx, { id: fairId });
  requireOfficerOf(ctx.actor, hostCity);
  return selectFree(ctx.db, fairId);
}

/** Highest number of registrations in a proposal. The rule needs all at once, and no fair has as many. */
const MANY = 2000;

/**
 * Proposes booths for recommended enterprises by the public rule of `propose`, and lists the enterprises that
 * get none. Writes nothing. The officer edits the proposal and applies it with `placeMany`.
 */
export async function proposeBooths(ctx: RequestContext, fairId: string): Promise<Proposal> {
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  requireOfficerOf(ctx.actor, fair.hostCity);
  const asked = {
    fairId,
    statuses: ["recommended"] as const,
    of: { hosts: [fair.hostCity] },
    after: null,
    limit: MANY,
  };
  const [rows, free, room] = await Promise.all([
    selectRegistrations(ctx.db, asked),
    selectFree(ctx.db, fairId),
    quotasLeft(ctx.db, fairId),
  ]);
  const wanting = rows.map((row) => ({
    id: row.id,
    city: row.endorsingCity,
    wishes: row.wishes.map(({ id }) => id),
    since: (row.recommendedAt ?? row.createdAt).toISOString(),
  }));
  const names = new Map(rows.map((row) => [row.id, row.enterpriseName]));
  const cities = new Map(rows.map((row) => [row.endorsingCity, row.endorsingCityName]));
  const booths = new Map(free.map(({ ordinal: _ordinal, city: _city, ...booth }) => [booth.id, booth]));
  const items = propose(wanting, free, room).flatMap(({ registrationId, boothId }) => {
    const booth = booths.get(boothId);
    return booth ? [{ registrationId, enterprise: names.get(registrationId) ?? "", booth }] : [];
  });
  const placed = new Set(items.map((item) => item.registrationId));
  const left = wanting.filter(({ id }) => !placed.has(id));
  const used = (city: string) => wanting.filter((one) => placed.has(one.id) && one.city === city).length;
  return {
    items,
    left: left.map(({ id, city }) => ({
      registrationId: id,
      enterprise: names.get(id) ?? "",
      city: cities.get(city) ?? "",
      why: (room.get(city) ?? Number.POSITIVE_INFINITY) <= used(city) ? "QUOTA" : "BOOTHS",
    })),
  };
}

/**
 * Places many enterprises in the given order, each in a transaction of its own. A failed one is returned with
 * its error code, and the others still run. Without `boothId`, the enterprise's wishes decide.
 */
export async function placeMany(
  ctx: RequestContext,
  {
    fairId,
    items,
  }: { fairId: string; items: readonly { registrationId: string; boothId?: string | undefined }[] },
): Promise<PlacedMany> {
  const { hostCity } = await getFair(ctx, { id: fairId });
  requireOfficerOf(ctx.actor, hostCity);
  const result: PlacedMany = { done: 0, waiting: 0, skipped: [] };
  for (const { registrationId: id, boothId } of items) {
    try {
      const { status } = await placeRegistration(ctx, { id, boothId });
      if (status === "approved") result.done += 1;
      else result.waiting += 1;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      result.skipped.push({ id, enterprise: null, code: error.code });
    }
  }
  const names = await namesOfRegistrations(
    ctx.db,
    fairId,
    result.skipped.map(({ id }) => id),
  );
  for (const one of result.skipped) one.enterprise = names.get(one.id) ?? null;
  return result;
}
