import type { Services } from "../../../src/platform/context.ts";
import { inTransaction } from "../../../src/platform/core/store.ts";
import type { Demo } from "../build.ts";
import { insertSeekers } from "../index.ts";
import { insertAgreements, insertEnterprises, insertOfficers, insertPostings } from "../insert.ts";
import { AGREEMENTS, type DemoCity } from "../places.ts";

/** Cities of the demo's first agreement. */
export const CITIES: readonly DemoCity[] = AGREEMENTS[0]?.cities ?? [];
export const AGREEMENT = AGREEMENTS[0]?.slug ?? "";

/**
 * Fills a node's empty database: all cities of the agreement; officers, enterprises, postings and seekers
 * of those that it hosts. `share` keeps at most so many enterprises of each city.
 */
export async function seedNode(
  services: Services,
  demo: Demo,
  { hosted, share = Number.POSITIVE_INFINITY }: { hosted: readonly string[]; share?: number },
): Promise<void> {
  await inTransaction(services, async (tx) => {
    const inside: Services = { ...services, db: tx };
    const divisions = await tx.selectFrom("division").select(["code", "name"]).execute();
    const names = new Map(divisions.map(({ code, name }) => [code, name]));
    await insertAgreements(tx, inside, names, AGREEMENTS.slice(0, 1));
    await tx
      .updateTable("city")
      .set({ hosted: false })
      .where("code", "not in", [...hosted])
      .execute();
    const own = CITIES.filter(({ code }) => hosted.includes(code));
    const officers = await insertOfficers(tx, inside, own);
    const enterprises = own.flatMap(({ code }) =>
      demo.enterprises.filter(({ homeCity }) => homeCity === code).slice(0, share),
    );
    const placed = await insertEnterprises(tx, inside, enterprises, officers);
    await insertPostings(tx, inside, placed, { status: "published", officers });
    const seekers = own.flatMap(({ code }) =>
      demo.seekers.filter(({ city }) => city === code).slice(0, share * 2),
    );
    await insertSeekers(tx, inside, seekers);
  });
}
