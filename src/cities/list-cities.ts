import type { RequestContext } from "../platform/context.ts";
import type { CityList } from "./schema.ts";
import { selectCities } from "./store.ts";

/**
 * Returns the cities of the reader's agreement, with their counties and numbers of live postings, and the
 * numbers of other cities. All numbers together are those of the visible postings. For an
 * officer or member it is an agreement of the own city.
 */
export async function listCities(ctx: Pick<RequestContext, "db" | "scope">): Promise<CityList> {
  const rows = await selectCities(ctx.db, ctx.scope);
  return {
    agreement: agreementOf(rows[0]),
    items: rows.map(
      ({
        agreementSlug: _slug,
        agreementName: _name,
        agreementShortName: _short,
        elsewhere: _other,
        ...city
      }) => city,
    ),
    elsewhere: rows[0]?.elsewhere ?? [],
  };
}

export function agreementOf(
  row:
    | { agreementSlug: string | null; agreementName: string | null; agreementShortName: string | null }
    | undefined,
) {
  if (!row?.agreementSlug || !row.agreementName || !row.agreementShortName) return null;
  return { slug: row.agreementSlug, name: row.agreementName, shortName: row.agreementShortName };
}
