import type { DbOrTx } from "../../db/client.ts";
import type { Services } from "../platform/context.ts";
import { cacheFor } from "./cache.ts";
import { buildPlaceIndex, type Division, type PlaceIndex } from "./reading/place-index.ts";
import { selectDivisions, selectHomeCity } from "./store.ts";

const KEEP_MS = 30_000;
const places = cacheFor<PlaceIndex>(KEEP_MS);

type Reader = Pick<Services, "db" | "clock" | "edge">;

/** The index for resolving workplaces, built from the division table. */
export const placeIndex = (ctx: Reader): Promise<PlaceIndex> =>
  places(ctx, "", async () => buildPlaceIndex(await selectDivisions(ctx.db)));

/** Every division by code. */
export const divisionNames = async (ctx: Reader): Promise<ReadonlyMap<string, Division>> =>
  (await placeIndex(ctx)).byCode;

/** The city of this node that owns records of a division, or null if no union here is responsible. */
export const homeCityOf = (db: DbOrTx, division: string): Promise<string | null> =>
  selectHomeCity(db, division);
