import type { DbOrTx } from "../../db/client.ts";
import type { Services } from "../platform/context.ts";
import { cacheFor } from "./cache.ts";
import { buildPlaceIndex, type Division, type PlaceIndex } from "./reading/place-index.ts";
import { selectDivisions, selectFederation, selectHomeCity } from "./store.ts";

const KEEP_MS = 30_000;
const places = cacheFor<PlaceIndex>(KEEP_MS);

type Reader = Pick<Services, "db" | "clock" | "edge">;

/** Returns the index that `resolvePlace` needs, built from the division table; at most 30 s old. */
export const placeIndex = (ctx: Reader): Promise<PlaceIndex> =>
  places(ctx, "", async () => buildPlaceIndex(await selectDivisions(ctx.db)));

/** Returns all divisions by code, at most 30 s old. */
export const divisionNames = async (ctx: Reader): Promise<ReadonlyMap<string, Division>> =>
  (await placeIndex(ctx)).byCode;

/**
 * Returns the city of this node that owns the records of a division, or null if no federation of this node is
 * responsible.
 */
export const homeCityOf = (db: DbOrTx, division: string): Promise<string | null> =>
  selectHomeCity(db, division);

/** Returns the name of a city's federation; null for an unknown city. */
export const federationOf = (ctx: { db: DbOrTx }, city: string): Promise<string | null> =>
  selectFederation(ctx.db, city);
