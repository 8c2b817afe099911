import type { RequestContext } from "../../src/platform/context.ts";
import { HOMES } from "./corpus.ts";

/** Inserts an agreement of the corpus's cities. Returns the context of a visitor who reads through it. */
export async function goldenVisitor(ctx: RequestContext): Promise<RequestContext> {
  const id = ctx.ids.uuid();
  const cities = HOMES.map((code) => ({ code, federationName: `union ${code}` }));
  await ctx.db.insertInto("city").values(cities).execute();
  await ctx.db
    .insertInto("agreement")
    .values({
      id,
      slug: "golden",
      name: "golden",
      shortName: "golden",
      startsOn: "2024-05-01",
      endsOn: null,
      ordinal: 0,
    })
    .execute();
  await ctx.db
    .insertInto("agreementCity")
    .values(
      HOMES.map((city, ordinal) => ({
        agreementId: id,
        city,
        hue: "#000000",
        ordinal,
        joinedOn: "2024-05-01",
        leftOn: null,
      })),
    )
    .execute();
  return { ...ctx, scope: { city: null, agreement: "golden" } };
}
