import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { getFair, selectFair } from "../fair/index.ts";
import { namesOfRegistrations, selectRegistrations, type TakenBooth } from "../registrations/index.ts";
import { placeRegistration } from "./place-registration.ts";
import { propose } from "./rules.ts";
import type { PlacedMany, Proposal } from "./schema.ts";
import { quotasLeft, selectFree } from "./store.ts";

/** Booths that the host may assign now, hall by hall. */
export async function freeBooths(ctx: RequestContext, fairId: string): Promise<TakenBooth[]> {
  const { hostCity } = await getFair(ctx, { id: fairId });
  requireOfficerOf(ctx.actor, hostCity);
  return selectFree(ctx.db, fairId);
}

/** More than any fair has, because halls are filled one after the other. */
const MANY = 2000;

/**
 * Proposes a booth for each recommended enterprise by the public rule, and lists those without a place.
 * Writes nothing; the officer edits and applies it.
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
      why: (room.get(city) ?? Number.POSITIVE_INFINITY) <= used(city) ? "QUOTA" : "BOOTHS",
    })),
  };
}

/**
 * Places many enterprises in the given order, each in its own transaction. A failed one is named with its
 * reason and delays nobody. Without a named booth an enterprise is placed by its wishes.
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
