import type { DbOrTx } from "../../../db/client.ts";
import type { ReferenceWords } from "../words/lexicon.ts";

const pointOf = ({ lon, lat }: { lon: number | null; lat: number | null }) =>
  lon === null || lat === null ? null : { lon, lat };

/** Loads names and aliases of every division and occupation. */
export async function loadReferenceWords(db: DbOrTx): Promise<ReferenceWords> {
  const [divisions, occupations] = await Promise.all([
    db
      .selectFrom("division")
      .select(["code", "name", "shortName", "level", "aliases", "typed", "lon", "lat"])
      .execute(),
    db.selectFrom("occupation").select(["id", "name", "aliases", "searchWords", "typed"]).execute(),
  ]);
  return {
    divisions: new Map(
      divisions.map((d) => [
        d.code,
        { words: [d.name, d.shortName, ...d.aliases], typed: d.typed, point: pointOf(d) },
      ]),
    ),
    cityByName: new Map(divisions.filter((d) => d.level !== "county").map((d) => [d.shortName, d.code])),
    occupations: new Map(
      occupations.map((o) => [
        o.id,
        { name: o.name, words: [o.name, ...o.aliases, ...o.searchWords], typed: o.typed },
      ]),
    ),
  };
}
