import type { DbOrTx } from "../../db/client.ts";
import type { Services } from "../platform/context.ts";
import { cacheFor } from "./cache.ts";
import { buildPlaceIndex, type Division, type PlaceIndex } from "./places.ts";
import { selectDivisions, selectHomeCity } from "./store.ts";

const KEEP_MS = 30_000;
const places = cacheFor<PlaceIndex>(KEEP_MS);

type Reader = Pick<Services, "db" | "clock" | "edge">;

/** The index that resolves workplaces, read from the division table. */
export const placeIndex = (ctx: Reader): Promise<PlaceIndex> =>
  places(ctx, "", async () => buildPlaceIndex(await selectDivisions(ctx.db)));

/** Every division by code. */
export const divisionNames = async (ctx: Reader): Promise<ReadonlyMap<string, Division>> =>
  (await placeIndex(ctx)).byCode;

/** Which city of this node owns what lies in a division; null for a place no union here answers for. */
export const homeCityOf = (db: DbOrTx, division: string): Promise<string | null> =>
  selectHomeCity(db, division);
