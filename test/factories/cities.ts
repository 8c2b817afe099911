import type { Db } from "../../db/client.ts";
import { uuidv7 } from "../../src/platform/core/ids.ts";

/** Two agreements whose readers see no records of each other. */
export const FIRST = { slug: "west", cities: ["210900", "211400", "210700"] } as const;
export const SECOND = { slug: "east", cities: ["210300", "210800"] } as const;
/** One county of each city, by the city's code. */
export const COUNTY: Record<string, string> = {
  "210900": "210902",
  "211400": "211481",
  "210700": "210781",
  "210300": "210381",
  "210800": "210802",
};
/**
 * HOME is the city of most tests, NEIGHBOUR another city of its agreement, FOREIGN a city of the other
 * agreement.
 */
export const HOME = "211400";
export const NEIGHBOUR = "210900";
export const FOREIGN = "210300";

export async function twoAgreements(db: Db): Promise<{ first: typeof FIRST; second: typeof SECOND }> {
  for (const [ordinal, agreement] of [FIRST, SECOND].entries()) {
    const id = uuidv7(Date.now());
    await db
      .insertInto("city")
      .values(agreement.cities.map((code) => ({ code, federationName: `union ${code}` })))
      .execute();
    await db
      .insertInto("agreement")
      .values({
        id,
        slug: agreement.slug,
        name: `agreement ${agreement.slug}`,
        shortName: agreement.slug,
        startsOn: "2024-05-01",
        endsOn: null,
        ordinal,
      })
      .execute();
    await db
      .insertInto("agreementCity")
      .values(
        agreement.cities.map((city, at) => ({
          agreementId: id,
          city,
          hue: `#00000${at}`,
          ordinal: at,
          joinedOn: "2024-05-01",
          leftOn: null,
        })),
      )
      .execute();
  }
  return { first: FIRST, second: SECOND };
}
